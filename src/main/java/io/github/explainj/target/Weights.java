// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A linear functional on one flattened sample: the sum of {@code values[i] * x[positions[i]]}.
 *
 * @param positions ascending
 * @param values one per position
 */
record Weights(int[] positions, float[] values) {

    static Weights element(int position) {
        return new Weights(new int[] {position}, new float[] {1});
    }

    /** Weighs all positions alike. */
    static Weights uniform(int[] positions, double value) {
        int[] sorted = positions.clone();
        Arrays.sort(sorted);
        float[] values = new float[sorted.length];
        Arrays.fill(values, (float) value);
        return new Weights(sorted, values);
    }

    /** Sorts positions and leaves out weights of 0, so that 0 times infinity cannot spoil the sum. */
    static Weights of(int[] positions, double[] values) {
        int[] used = ascending(positions, IntStream.range(0, positions.length).filter(i -> values[i] != 0).toArray());
        Weights weights = new Weights(new int[used.length], new float[used.length]);
        for (int i = 0; i < used.length; i++) {
            weights.positions[i] = positions[used[i]];
            weights.values[i] = (float) values[used[i]];
        }
        return weights;
    }

    private static int[] ascending(int[] positions, int[] used) {
        boolean already = IntStream.range(1, used.length).allMatch(i -> positions[used[i - 1]] < positions[used[i]]);
        return already ? used : IntStream.of(used).boxed()
                .sorted(Comparator.comparingInt(i -> positions[i])).mapToInt(i -> i).toArray();
    }

    private static Weights of(Map<Integer, Double> sorted) {
        int[] positions = sorted.keySet().stream().mapToInt(i -> i).toArray();
        float[] values = new float[positions.length];
        int next = 0;
        for (double v : sorted.values()) values[next++] = (float) v;
        return new Weights(positions, values);
    }

    Weights times(double factor) {
        if (factor == 1) return this;
        float[] scaled = values.clone();
        for (int i = 0; i < scaled.length; i++) scaled[i] = (float) (factor * scaled[i]);
        return new Weights(positions, scaled);
    }

    Weights plus(Weights other) {
        TreeMap<Integer, Double> sum = new TreeMap<>();
        for (int i = 0; i < positions.length; i++) sum.put(positions[i], (double) values[i]);
        for (int i = 0; i < other.positions.length; i++)
            sum.merge(other.positions[i], (double) other.values[i], Double::sum);
        return of(sum);
    }

    /** Returns the sum for one sample. */
    double of(float[] sample) {
        double sum = 0;
        for (int i = 0; i < positions.length; i++) sum += (double) values[i] * sample[positions[i]];
        return sum;
    }

    int size() {
        return positions.length;
    }

    /** Returns whether it is one element as it is. */
    boolean isElement() {
        return positions.length == 1 && values[0] == 1;
    }
}
