// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.tensor.Tensor;
import java.util.Arrays;

/** The measure of the reference cases: max|a - b| / max|b|. */
public final class Deviation {

    private Deviation() {}

    /** Compares with a reference whose axes may be 1 where ours are not, or the other way round. */
    public static double of(Tensor ours, Tensor reference) {
        if (ours.size() == reference.size()) return flat(ours.data(), reference.data());
        return flat(expanded(ours, reference.shape()).data(), reference.data());
    }

    /** Returns the Euclidean norm of the difference, relative to that of the reference. */
    public static double norm(Tensor ours, Tensor reference) {
        double difference = 0;
        double square = 0;
        for (int i = 0; i < reference.size(); i++) {
            double r = reference.data()[i];
            difference += (ours.data()[i] - r) * (ours.data()[i] - r);
            square += r * r;
        }
        return Math.sqrt(difference / Math.max(square, 1e-60));
    }

    private static double flat(float[] ours, float[] reference) {
        double worst = 0;
        double largest = 0;
        for (int i = 0; i < reference.length; i++) {
            double d = Math.abs((double) ours[i] - reference[i]);
            worst = Double.isNaN(d) ? Double.POSITIVE_INFINITY : Math.max(worst, d);
            largest = Math.max(largest, Math.abs(reference[i]));
        }
        return worst / Math.max(largest, 1e-30);
    }

    private static Tensor expanded(Tensor t, int[] shape) {
        if (t.rank() != shape.length)
            throw new AssertionError(t + " against a reference of " + Arrays.toString(shape));
        Tensor out = Tensor.zeros(shape);
        int[] at = new int[shape.length];
        for (int i = 0; i < out.size(); i++) {
            int rest = i;
            for (int a = shape.length - 1; a >= 0; a--) {
                at[a] = rest % shape[a];
                rest /= shape[a];
            }
            int source = 0;
            for (int a = 0; a < shape.length; a++) source = source * t.size(a) + (t.size(a) == 1 ? 0 : at[a]);
            out.data()[i] = t.data()[source];
        }
        return out;
    }
}
