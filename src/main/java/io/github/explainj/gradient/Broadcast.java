// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Sums a gradient over the axes along which numpy's broadcasting repeated the operand. */
final class Broadcast {

    private Broadcast() {}

    /** Undoes the broadcasting of every operand of a node. */
    static List<Value> undo(Step s, List<Value> gradients) {
        List<Value> own = new ArrayList<>();
        for (int i = 0; i < gradients.size(); i++)
            own.add(gradients.get(i) == null ? null : undo(gradients.get(i), s.outputShape(0), s.shape(i)));
        return own;
    }

    /**
     * Sums a gradient down to an operand's shape.
     *
     * @param from shape of the gradient; -1 for the batch
     * @param to shape of the operand; an axis of size 1 here and not there was repeated
     */
    static Value undo(Value gradient, List<Long> from, List<Long> to) {
        if (from.equals(to)) return gradient;
        int added = from.size() - to.size();
        long[] repeated = LongStream.range(0, from.size())
                .filter(a -> a < added || to.get((int) a - added) == 1 && from.get((int) a) != 1).toArray();
        if (repeated.length == 0) return gradient;
        Value summed = gradient.sum(true, repeated);
        return added == 0 ? summed : summed.squeeze(LongStream.range(0, added).toArray());
    }
}
