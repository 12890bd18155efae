// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * MatMul: {@code dA = dy B^T} and {@code dB = A^T dy}, summed over the batch axes that were broadcast.
 * A vector is a matrix of one row on the left, and of one column on the right.
 */
final class MatMulRule implements GradientRule {

    @Override
    public List<Value> apply(Step s) {
        boolean row = s.rank(0) == 1;
        boolean column = s.rank(1) == 1;
        Value dy = s.dy();
        if (column) dy = dy.unsqueeze(-1);
        if (row) dy = dy.unsqueeze(-2);
        return RuleFamily.gradients(s.wants(0) ? left(s, dy, row, column) : null, s.wants(1) ? right(s, dy, row, column) : null);
    }

    private static Value left(Step s, Value dy, boolean row, boolean column) {
        List<Long> shape = matrices(s.shape(0), 0);
        Value b = column ? s.x(1).unsqueeze(0) : transposed(s.x(1), s.rank(1));
        Value da = Broadcast.undo(dy.matMul(b), over(s, row, column, shape), shape);
        return row ? da.squeeze(0) : da;
    }

    private static Value right(Step s, Value dy, boolean row, boolean column) {
        List<Long> shape = matrices(s.shape(1), 1);
        Value a = row ? s.x(0).unsqueeze(1) : transposed(s.x(0), s.rank(0));
        Value db = Broadcast.undo(a.matMul(dy), over(s, row, column, shape), shape);
        return column ? db.squeeze(1) : db;
    }

    private static Value transposed(Value x, int rank) {
        long[] permutation = LongStream.range(0, rank).toArray();
        permutation[rank - 2] = rank - 1;
        permutation[rank - 1] = rank - 2;
        return x.transpose(permutation);
    }

    /** Returns a shape of at least two axes; that of a vector gets a 1 at the given place. */
    private static List<Long> matrices(List<Long> shape, int place) {
        if (shape.size() > 1) return shape;
        List<Long> two = new ArrayList<>(shape);
        two.add(place, 1L);
        return two;
    }

    /** Returns the shape of a product over all batch axes, with an operand's rows and columns. */
    private static List<Long> over(Step s, boolean row, boolean column, List<Long> operand) {
        List<Long> y = s.outputShape(0);
        List<Long> all = new ArrayList<>(y.subList(0, y.size() - (row ? 0 : 1) - (column ? 0 : 1)));
        all.addAll(operand.subList(operand.size() - 2, operand.size()));
        return all;
    }
}
