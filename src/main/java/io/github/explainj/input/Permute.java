// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.tensor.Tensor;

/** Reorders the axes of a tensor, as ONNX Transpose does. */
final class Permute {

    private Permute() {}

    static Tensor of(Tensor t, long[] permutation) {
        int rank = t.rank();
        int[] stride = new int[rank];
        for (int i = rank - 1, n = 1; i >= 0; n *= t.size(i), i--) stride[i] = n;
        int[] shape = new int[rank];
        int[] step = new int[rank];
        for (int i = 0; i < rank; i++) {
            shape[i] = t.size((int) permutation[i]);
            step[i] = stride[(int) permutation[i]];
        }
        return new Tensor(gather(t.data(), shape, step), shape);
    }

    private static float[] gather(float[] from, int[] shape, int[] step) {
        float[] out = new float[from.length];
        int[] at = new int[shape.length];
        for (int i = 0, source = 0; i < out.length; i++) {
            out[i] = from[source];
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                source += step[axis];
                if (++at[axis] < shape[axis]) break;
                source -= at[axis] * step[axis];
                at[axis] = 0;
            }
        }
        return out;
    }
}
