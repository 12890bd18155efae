// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.input.InputCard;
import io.github.explainj.onnx.Node;
import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lists the tensors inside a model that a target or a layer can name, with their shapes. */
final class LayerTable {

    /** A free spatial axis is shown for an input of this size. */
    private static final int SIDE = 64;

    private final Explain explain;

    LayerTable(Explain explain) {
        this.explain = explain;
    }

    /**
     * Returns tensor, operator and shape (for a batch of one; null where not known) in running order,
     * of what depends on the input and has more than one axis.
     */
    List<Map<String, Object>> rows() {
        Map<String, List<Long>> shapes = shapes();
        Set<String> dependent = new HashSet<>();
        explain.graph().inputs().forEach(p -> dependent.add(p.name()));
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Node node : explain.graph().nodes()) {
            if (node.inputs().stream().noneMatch(dependent::contains)) continue;
            dependent.addAll(node.outputs());
            for (String tensor : node.outputs()) {
                List<Long> shape = shapes.get(tensor);
                if (!tensor.isEmpty() && (shape == null || shape.size() > 1)) rows.add(row(node, tensor, shape));
            }
        }
        return rows;
    }

    private static Map<String, Object> row(Node node, String tensor, List<Long> shape) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("tensor", tensor);
        row.put("op", node.op());
        row.put("shape", shape);
        return row;
    }

    private Map<String, List<Long>> shapes() {
        try {
            return explain.model().shapes(sample());
        } catch (Problem e) {
            // a description is still of use without them
            return Map.of();
        }
    }

    private Sample sample() {
        List<InputCard> inputs = explain.card().inputs();
        Map<String, Tensor> others = new LinkedHashMap<>();
        for (InputCard i : inputs.subList(1, inputs.size())) others.put(i.name(), Tensor.zeros(sizes(i)));
        InputCard first = inputs.get(0);
        Sample bare = Sample.of(first.axes().canonical(Tensor.zeros(sizes(first))));
        return new Sample(bare.x(), bare.grid(), bare.scene(), bare.toModel(), others);
    }

    private static int[] sizes(InputCard input) {
        int[] sizes = new int[input.axes().rank()];
        for (int i = 0; i < sizes.length; i++) {
            boolean space = "zyx".indexOf(input.axes().letters().charAt(i)) >= 0;
            sizes[i] = input.sizes().get(i).atLeast(space ? SIDE : 1);
        }
        return sizes;
    }
}
