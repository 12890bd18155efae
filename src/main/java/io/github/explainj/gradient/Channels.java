// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Value;
import java.util.Arrays;
import java.util.stream.LongStream;

/** One number per channel of {@code [N, C, ...]}. */
final class Channels {

    private Channels() {}

    /** Returns {@code [C]} as {@code [C, 1, ...]}, which broadcasts over {@code [N, C, ...]} of that many axes. */
    static Value along(Value perChannel, int rank) {
        long[] shape = new long[rank - 1];
        Arrays.fill(shape, 1);
        shape[0] = -1;
        return perChannel.reshape(shape);
    }

    /** Returns all axes but the channels'. */
    static long[] others(int rank) {
        return LongStream.range(0, rank).filter(a -> a != 1).toArray();
    }

    /** Sums over all axes but the channels': {@code [C]}. */
    static Value sum(Value x, int rank) {
        return x.sum(false, others(rank));
    }
}
