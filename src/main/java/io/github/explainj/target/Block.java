// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * All readings of one source that are made in the same form: {@code [N, B]}, one column each.
 *
 * <p>Single elements are picked, never multiplied: with a one-hot matrix an infinity or NaN in any
 * other element would spoil them. Many small regions are picked row by row, which reads fewer
 * numbers than a matrix over all of them; the rest is one matrix product with the elements in use.
 *
 * @param source what is read
 * @param form how
 * @param weights one per column
 */
record Block(Source source, Form form, List<Weights> weights) {

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

    String structure() {
        return source.structure() + " " + form;
    }

    List<Tensor> parameters() {
        List<Tensor> all = new ArrayList<>(source.parameters());
        switch (form) {
            case ELEMENTS -> all.add(Positions.tensor(weights.stream().mapToInt(w -> w.positions()[0]).toArray()));
            case ROWS -> all.addAll(Rows.of(weights));
            case SOME -> {
                int[] used = union(weights);
                all.add(Positions.tensor(used));
                all.add(matrix(used));
            }
            default -> all.add(matrix(union(weights)));
        }
        return all;
    }

    /** Appends the operators; returns {@code [N, B]}. */
    Value append(GraphBuilder graph, List<Value> parameters) {
        int own = source.parameters().size();
        Value x = source.append(graph, parameters.subList(0, own));
        Value first = parameters.get(own);
        return switch (form) {
            case ELEMENTS -> x.gather(Positions.indices(first), 1);
            case ROWS -> x.gather(Positions.indices(first), 1).times(parameters.get(own + 1)).sum(false, 2);
            case SOME -> x.gather(Positions.indices(first), 1).matMul(parameters.get(own + 1));
            case ALL -> x.matMul(first);
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
