// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.stream.IntStream;

/**
 * Feeds positions as floats. A float counts exactly up to 2^24 only, and inner tensors of volumes
 * are larger, so a position is written as two: {@code high * 2^20 + low}.
 */
final class Positions {

    private static final int BITS = 20;

    private Positions() {}

    /** Returns the positions as {@code [2, shape...]}; without a shape they are a list. */
    static Tensor tensor(int[] positions, int... shape) {
        int n = positions.length;
        float[] parts = new float[2 * n];
        for (int i = 0; i < n; i++) {
            parts[i] = positions[i] >> BITS;
            parts[n + i] = positions[i] & (1 << BITS) - 1;
        }
        int[] sizes = shape.length == 0 ? new int[] {n} : shape;
        return new Tensor(parts, IntStream.concat(IntStream.of(2), IntStream.of(sizes)).toArray());
    }

    /** Turns what {@link #tensor} made back into whole numbers inside the graph. */
    static Value indices(Value parts) {
        Value whole = parts.cast(ElementType.INT64);
        Value high = whole.gather(scalar(parts, 0), 0);
        Value low = whole.gather(scalar(parts, 1), 0);
        return high.times(parts.builder().integers(1 << BITS)).plus(low);
    }

    /** A Gather by a number without axes takes the axis away; there is only a list of one to start from. */
    private static Value scalar(Value like, long index) {
        Value list = like.builder().integers(index);
        return like.builder().op("Squeeze", list);
    }
}
