// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.Value;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Joins and picks columns of {@code [N, ...]} matrices. */
final class Columns {

    private Columns() {}

    static Value join(List<Value> parts) {
        return parts.size() == 1
                ? parts.get(0)
                : parts.get(0).builder().op("Concat", Attributes.NONE.with("axis", 1), parts.toArray(Value[]::new));
    }

    /** Picks columns in an order; nothing is appended when that is all of them as they are. */
    static Value pick(Value matrix, int count, int... columns) {
        return isAll(count, columns)
                ? matrix
                : matrix.gather(matrix.builder().integers(Arrays.stream(columns).asLongStream().toArray()), 1);
    }

    static boolean isAll(int count, int... columns) {
        return Arrays.equals(columns, IntStream.range(0, count).toArray());
    }
}
