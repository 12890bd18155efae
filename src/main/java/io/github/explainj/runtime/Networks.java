// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.ReceptiveField;
import io.github.explainj.probe.Network;
import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Describes a model at the sizes of inputs, once per size. */
final class Networks {

    private final OrtModel model;
    private final Map<List<Integer>, Network> known = new HashMap<>();

    Networks(OrtModel model) {
        this.model = model;
    }

    /** Describes the model for a probe of these targets. */
    Network of(Sample input, Heads heads) {
        Network n = of(input);
        return new Network(n.graph(), n.input(), n.spatial(), n.shapes(), n.field(), heads.head().targets());
    }

    private synchronized Network of(Sample input) {
        List<Integer> shape = Arrays.stream(input.x().shape()).boxed().toList();
        Network found = known.get(shape);
        if (found == null) known.put(shape, found = made(input));
        return found;
    }

    private Network made(Sample input) {
        Front front = model.front();
        String name = front.explained().name();
        Map<String, List<Long>> shapes = new HashMap<>(model.shapes(input));
        shapes.put(name, Arrays.stream(front.axes().own(input.x()).shape()).asLongStream().boxed().toList());
        return new Network(front.graph(), name, front.axes().spatialIndices(), shapes, field(input, name, shapes), List.of());
    }

    /** Pads that an exporter left to be computed from sizes are computed. */
    private ReceptiveField field(Sample input, String name, Map<String, List<Long>> shapes) {
        Graph graph = model.front().graph();
        ReceptiveField field = ReceptiveField.of(graph, shapes, name);
        List<String> open = field.settings();
        if (open.isEmpty()) return field;
        try {
            return ReceptiveField.of(graph, shapes, model.run(input, open), name);
        } catch (Problem cannotRun) {
            return field;
        }
    }
}
