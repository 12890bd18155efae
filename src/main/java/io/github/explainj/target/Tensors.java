// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.Port;
import io.github.explainj.problem.Nearest;
import io.github.explainj.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** Finds tensors of a model by name. */
final class Tensors {

    private Tensors() {}

    /**
     * Returns the tensor that is meant; empty text means the first output.
     *
     * @throws Problem A05 with the nearest names when there is none
     */
    static String named(ModelFacts facts, String tensor) {
        Graph graph = facts.graph();
        if (tensor.isEmpty()) return graph.outputs().get(0).name();
        List<String> names = new ArrayList<>(graph.tensors());
        graph.inputs().forEach(i -> names.add(i.name()));
        if (names.contains(tensor)) return tensor;
        String constant = graph.initialisers().contains(tensor) ? " (that is a weight, which no image changes)" : "";
        throw new Problem("A05", "The model has no tensor \"" + tensor + "\"" + constant + "; the nearest names are "
                + String.join(", ", Nearest.names(tensor, names, 5)) + ". Its outputs are "
                + String.join(", ", graph.outputs().stream().map(Port::name).toList()) + ".");
    }

    /** Returns the class names of a tensor: its own, or those of the output whose logits it is. */
    static List<String> classes(ModelFacts facts, String tensor) {
        if (facts.classes().containsKey(tensor)) return facts.classes().get(tensor);
        return facts.graph().outputs().stream().map(Port::name)
                .filter(o -> facts.classes().containsKey(o) && Logits.of(facts, o).tensor().equals(tensor))
                .findFirst().map(o -> facts.classes().get(o)).orElse(List.of());
    }
}
