// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** All readings of one source: at most two blocks, single elements and weighted sums. */
final class Shared {

    private final Source source;
    private final List<Block> blocks = new ArrayList<>();
    private final List<Tensor> parameters;
    private final int[] column;

    /** @param weights one per reading */
    Shared(Source source, List<Weights> weights) {
        this.source = source;
        boolean rows = weights.stream().anyMatch(w -> !w.isElement())
                && Block.form(source, weights) == Block.Form.ROWS;
        List<Integer> order = new ArrayList<>();
        if (rows) add(Block.Form.ROWS, weights, order, IntStream.range(0, weights.size()).boxed().toList());
        else {
            add(Block.Form.ELEMENTS, weights, order, which(weights, true));
            List<Integer> sums = which(weights, false);
            add(Block.form(source, sums.stream().map(weights::get).toList()), weights, order, sums);
        }
        column = Orders.inverse(order);
        parameters = new ArrayList<>(source.parameters());
        blocks.forEach(b -> parameters.addAll(b.parameters()));
    }

    private static List<Integer> which(List<Weights> weights, boolean elements) {
        return IntStream.range(0, weights.size()).filter(i -> weights.get(i).isElement() == elements).boxed().toList();
    }

    private void add(Block.Form form, List<Weights> weights, List<Integer> order, List<Integer> readings) {
        if (readings.isEmpty()) return;
        blocks.add(new Block(form, readings.stream().map(weights::get).toList()));
        order.addAll(readings);
    }

    /** Returns which column of the result is reading i. */
    int column(int i) {
        return column[i];
    }

    String structure() {
        return source.structure() + " " + blocks.stream().map(Block::form).toList();
    }

    List<Tensor> parameters() {
        return parameters;
    }

    /** Appends the operators; returns {@code [N, readings]}. */
    Value append(GraphBuilder graph, List<Value> fed) {
        int from = source.parameters().size();
        Value x = source.append(graph, fed.subList(0, from));
        List<Value> parts = new ArrayList<>();
        for (Block b : blocks) {
            parts.add(b.append(x, fed.subList(from, from + b.inputs())));
            from += b.inputs();
        }
        return Columns.join(parts);
    }
}
