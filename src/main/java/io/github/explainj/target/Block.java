// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Readings of one source that are made in the same form: {@code [N, B]}, one column each.
 *
 * <p>Single elements are picked, never multiplied: with a one-hot matrix an infinity or NaN in any
 * other element would spoil them. Many small regions are picked row by row, which reads fewer
 * numbers than a matrix over all of them; the rest is one matrix product with the elements in use.
 *
 * @param form how they are made
 * @param weights one per column
 */
record Block(Form form, List<Weights> weights) {

    /** How columns are read: picked, picked and summed row by row, or a product with a matrix. */
    enum Form { ELEMENTS, ROWS, SOME, ALL }

    /** A row may be this much shorter than the union of all before rows are worth it. */
    private static final int SHORT = 8;

    /** Chooses the form for weighted sums. */
    static Form form(Source source, List<Weights> weights) {
        int longest = weights.stream().mapToInt(Weights::size).max().orElse(0);
        int used = union(weights).length;
        if ((long) longest * SHORT <= used) return Form.ROWS;
        return used == source.size() ? Form.ALL : Form.SOME;
    }

    /** Returns the number of {@link #parameters()}. */
    int inputs() {
        return form == Form.ROWS || form == Form.SOME ? 2 : 1;
    }

    List<Tensor> parameters() {
        int[] used = union(weights);
        return switch (form) {
            case ELEMENTS -> List.of(Positions.tensor(weights.stream().mapToInt(w -> w.positions()[0]).toArray()));
            case ROWS -> Rows.of(weights);
            case SOME -> List.of(Positions.tensor(used), matrix(used));
            case ALL -> List.of(matrix(used));
        };
    }

    /** Appends the operators to a flattened source {@code [N, size]}; returns {@code [N, B]}. */
    Value append(Value x, List<Value> fed) {
        if (form == Form.ALL) return x.matMul(fed.get(0));
        Value picked = x.gather(Positions.indices(fed.get(0)), 1);
        return switch (form) {
            case ROWS -> picked.times(fed.get(1)).sum(false, 2);
            case SOME -> picked.matMul(fed.get(1));
            default -> picked;
        };
    }

    private Tensor matrix(int[] used) {
        Tensor matrix = Tensor.zeros(used.length, weights.size());
        for (int t = 0; t < weights.size(); t++) {
            Weights w = weights.get(t);
            for (int i = 0, row = 0; i < w.size(); i++) {
                while (used[row] != w.positions()[i]) row++;
                matrix.data()[row * weights.size() + t] = w.values()[i];
            }
        }
        return matrix;
    }

    private static int[] union(List<Weights> weights) {
        return weights.stream().flatMapToInt(w -> IntStream.of(w.positions())).sorted().distinct().toArray();
    }
}
