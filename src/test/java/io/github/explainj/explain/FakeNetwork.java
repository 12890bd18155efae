// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.ReceptiveField;
import io.github.explainj.onnx.Value;
import io.github.explainj.probe.Network;
import io.github.explainj.target.Resolved;
import io.github.explainj.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Stands for the graph of a model that is written in Java: a Relu, a global mean, a weight per channel. */
final class FakeNetwork {

    private FakeNetwork() {}

    static Network of(Tensor x, int targets) {
        GraphBuilder b = new GraphBuilder();
        List<Long> shape = Arrays.stream(x.shape()).mapToObj(Long::valueOf).toList();
        Value features = b.input("x", ElementType.FLOAT, shape.stream().mapToLong(Long::longValue).toArray()).relu();
        Value pooled = b.op("GlobalAveragePool", features).flatten();
        b.output("y", pooled.matMul(b.initialiser("w", Tensor.zeros(x.channels(), 1))));
        Graph graph = b.build();
        Map<String, List<Long>> shapes = new HashMap<>(Map.of("x", shape, features.name(), shape));
        shapes.put(pooled.name(), List.of(1L, shape.get(1)));
        shapes.put("y", List.of(1L, 1L));
        List<Integer> spatial = IntStream.range(2, shape.size()).boxed().toList();
        return new Network(graph, "x", spatial, shapes, ReceptiveField.of(graph, shapes, "x"),
                Collections.nCopies(targets, new Reads("y")));
    }

    /** A target that reads a tensor; only that counts. */
    record Reads(String tensor) implements Resolved {
        @Override
        public String describe() {
            return spec();
        }

        @Override
        public String spec() {
            return "sum@" + tensor;
        }

        @Override
        public String structure() {
            return spec();
        }

        @Override
        public List<Tensor> parameters() {
            return List.of();
        }

        @Override
        public Value attach(GraphBuilder graph, List<Value> parameters) {
            return graph.value(tensor).flatten().sum(false, 1);
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of();
        }
    }
}
