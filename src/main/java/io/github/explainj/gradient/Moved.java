// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;

/** What the rules of operators that move elements share. */
final class Moved {

    /** Entries that meet at one place are added. */
    static final Attributes ADD = Attributes.NONE.with("reduction", "add");

    private Moved() {}

    /** Gives a tensor the shape of an operand; the operand itself is read only where its shape is not fixed. */
    static Value shaped(Step s, Value v, int like) {
        List<Long> shape = s.shape(like);
        boolean fixed = shape.stream().filter(d -> d < 0).count() <= 1 && !shape.contains(0L);
        return fixed ? v.reshape(longs(shape)) : v.reshapedLike(s.x(like));
    }

    /**
     * Returns the gradient of any operator that only moves, repeats or drops elements: the operator
     * itself is asked where each came from.
     *
     * @param operator does to a tensor of whole numbers what the node does to its first operand
     */
    static Value back(Step s, UnaryOperator<Value> operator) {
        Value size = s.graph().op("Size", s.x());
        Value all = size.unsqueeze(0);
        Value places = operator.apply(upTo(size).reshapedLike(s.x()));
        // on one axis ONNX Runtime adds in order; entries of ScatterND that meet are added by several threads
        Value sums = s.graph().op("ScatterElements", ADD, s.graph().op("Expand", s.number(0), all), places.reshape(-1),
                s.dy().reshape(-1));
        return shaped(s, sums, 0);
    }

    /** Counts 0, 1, ... to below a number without axes. */
    static Value upTo(Value count) {
        GraphBuilder b = count.builder();
        return b.op("Range", b.integers(0).squeeze(0), count, b.integers(1).squeeze(0));
    }

    /** Returns an operand, or null when it is left out. */
    static Value optional(Step s, int input) {
        return s.has(input) ? s.x(input) : null;
    }

    static long[] longs(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }

    /** Counts axes from 0. */
    static int[] axes(long[] axes, int rank) {
        return LongStream.of(axes).mapToInt(a -> (int) (a < 0 ? a + rank : a)).toArray();
    }
}
