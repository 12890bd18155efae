// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.gradient.GradientRules;
import io.github.explainj.gradient.Gradients;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Needed;
import io.github.explainj.onnx.Value;
import io.github.explainj.probe.Differentiation;
import java.util.List;
import java.util.Map;

/**
 * Derives a gradient as a graph that needs nothing of ours to run.
 *
 * @param wrt tensors with respect to which; none for the explained input
 */
record GradientExport(ExportForward forward, List<String> wrt) {

    Graph graph(Knowledge knowledge) {
        wrt.forEach(w -> Wrt.checkExists(forward.front(), w));
        Knowledge.Found found = knowledge.found();
        Forward.Scored scored = forward.typed(found.free() ? -1 : forward.rows());
        GraphBuilder b = scored.builder();
        List<String> tensors = wrt.isEmpty() ? List.of(forward.front().explained().name()) : wrt.stream().map(this::own).toList();
        List<String> names = tensors.stream().map(t -> b.value(t).name()).toList();
        Wrt.checkFloats(names, found.known());
        Value scores = scored.scores();
        Wrt.checkFlows(b.build(), found.known(), scores.name(), names);
        Gradients gradients = Gradients.append(b, found.known(), GradientRules.standard(),
                List.of(new Gradients.Seed(scores, scores.zerosLike().plus(1))), names);
        Map<String, List<Long>> shapes = found.known().shapes();
        output(b, "score", scores, shapes.get(scores.name()));
        for (int i = 0; i < names.size(); i++)
            output(b, "grad_" + tensors.get(i), gradients.values().get(names.get(i)), shapes.get(names.get(i)));
        forward.defaults().forEach(b::byDefault);
        gradients.remarks().forEach(forward.model()::remark);
        return Needed.of(b.build());
    }

    private String own(String wrt) {
        return wrt.equals(Differentiation.INPUT) ? forward.front().explained().name() : wrt;
    }

    private static void output(GraphBuilder b, String name, Value value, List<Long> shape) {
        b.output(ExportForward.free(b.has(name), name), value, ElementType.FLOAT, shape.stream().mapToLong(s -> s).toArray());
    }
}
