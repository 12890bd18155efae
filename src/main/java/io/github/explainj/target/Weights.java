// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

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
        TreeMap<Integer, Double> sorted = new TreeMap<>();
        for (int i = 0; i < positions.length; i++) if (values[i] != 0) sorted.put(positions[i], values[i]);
        return of(sorted);
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

    int size() {
        return positions.length;
    }

    /** Returns whether it is one element as it is. */
    boolean isElement() {
        return positions.length == 1 && values[0] == 1;
    }
}
