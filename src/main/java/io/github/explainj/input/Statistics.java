// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Measures an image {@code [1, C, spatial...]} jointly over some of its axes. A result has size 1 along
 * those axes and therefore broadcasts against the image. Sums are kept in double.
 */
final class Statistics {

    private Statistics() {}

    static Tensor mean(Tensor t, List<Integer> joint) {
        return measure(t, joint, Statistics::mean);
    }

    /** Returns the population's standard deviation: divided by n, not n - 1, as numpy does. */
    static Tensor deviation(Tensor t, List<Integer> joint) {
        return measure(t, joint, Statistics::deviation);
    }

    /**
     * Returns a percentile by linear interpolation between the two nearest ranks, numpy's default.
     *
     * @param percent 0 to 100
     */
    static Tensor percentile(Tensor t, List<Integer> joint, double percent) {
        return measure(t, joint, v -> linear(v, percent / 100));
    }

    /** Returns the smallest value that at least {@code percent} of the pixels do not exceed. */
    static Tensor rank(Tensor t, List<Integer> joint, double percent) {
        return measure(t, joint, v -> ranked(v, percent / 100));
    }

    private static double mean(float[] values) {
        double sum = 0;
        for (float v : values) sum += v;
        return sum / values.length;
    }

    private static double deviation(float[] values) {
        double mean = mean(values);
        double sum = 0;
        for (float v : values) sum += (v - mean) * (v - mean);
        return Math.sqrt(sum / values.length);
    }

    private static double linear(float[] values, double q) {
        Arrays.sort(values);
        double at = q * (values.length - 1);
        int low = (int) Math.floor(at);
        double next = values[Math.min(low + 1, values.length - 1)];
        return values[low] + (next - values[low]) * (at - low);
    }

    private static double ranked(float[] values, double q) {
        Arrays.sort(values);
        return values[Math.max(0, (int) Math.ceil(q * values.length) - 1)];
    }

    private static Tensor measure(Tensor t, List<Integer> joint, ToDoubleFunction<float[]> of) {
        int[] kept = t.shape();
        for (int axis : joint) kept[axis] = 1;
        float[][] groups = groups(t, kept);
        float[] out = new float[groups.length];
        for (int g = 0; g < out.length; g++) out[g] = (float) of.applyAsDouble(groups[g]);
        return new Tensor(out, kept);
    }

    /** Sorts the elements into one array per element of the kept shape. */
    private static float[][] groups(Tensor t, int[] kept) {
        int[] shape = t.shape();
        int[] step = new int[shape.length];
        int count = 1;
        for (int axis = shape.length - 1; axis >= 0; count *= kept[axis], axis--)
            step[axis] = kept[axis] == shape[axis] && shape[axis] > 1 ? count : 0;
        float[][] groups = new float[count][t.size() / count];
        int[] filled = new int[count];
        int[] at = new int[shape.length];
        for (int i = 0, group = 0; i < t.size(); i++) {
            groups[group][filled[group]++] = t.data()[i];
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                group += step[axis];
                if (++at[axis] < shape[axis]) break;
                group -= at[axis] * step[axis];
                at[axis] = 0;
            }
        }
        return groups;
    }
}
