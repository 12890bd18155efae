// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.input.Axes;
import io.github.explainj.input.InputCard;
import io.github.explainj.input.ModelCard;
import io.github.explainj.input.OutputCard;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Port;
import io.github.explainj.onnx.Value;
import io.github.explainj.probe.Device;
import io.github.explainj.target.Resolved;
import io.github.explainj.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Small models that can be worked out by hand, with cards that say no more than their axes. */
final class Nets {

    private Nets() {}

    /** Makes a card of a graph whose first input has these axes. */
    static ModelCard card(Graph graph, String axes) {
        List<InputCard> inputs = graph.inputs().stream().limit(1).map(p -> input(p, axes)).toList();
        List<OutputCard> outputs = graph.outputs().stream().map(Nets::output).toList();
        return new ModelCard("test", "", "", List.of(), Path.of("test.onnx"), "inferred", inputs, outputs, List.of());
    }

    private static InputCard input(Port p, String axes) {
        return new InputCard(p.name(), new Axes(axes), List.of());
    }

    private static OutputCard output(Port p) {
        return new OutputCard(p.name(), new Axes("bi"), List.of(), "none", null, Optional.empty());
    }

    static OrtModel open(Graph graph, String axes) {
        return OrtModel.open(graph, card(graph, axes), Device.CPU);
    }

    /** Makes {@code y = sum_k w_k x_k} per sample of an input of these dims and type. */
    static Graph linear(ElementType type, Tensor w, UnaryOperator<Value> before, long... dims) {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", type, dims);
        Value f = before.apply(type == ElementType.FLOAT ? x : x.cast(ElementType.FLOAT));
        Value y = f.flatten().matMul(b.initialiser("w", w.reshaped(w.size(), 1)));
        b.output("y", y);
        return b.build();
    }

    static Tensor random(long seed, int... shape) {
        Random r = new Random(seed);
        Tensor t = Tensor.zeros(shape);
        for (int i = 0; i < t.size(); i++) t.data()[i] = (float) r.nextGaussian();
        return t;
    }

    /** The first value of each sample. */
    record First(String tensor) implements Resolved {
        @Override
        public String describe() {
            return spec();
        }

        @Override
        public String spec() {
            return "first@" + tensor;
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
            return graph.value(tensor).gather(graph.integers(0), 1);
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of();
        }
    }

    /** The sum of everything in a tensor times a number that is fed. */
    record Sum(String tensor, float factor, int rank) implements Resolved {
        @Override
        public String describe() {
            return spec();
        }

        @Override
        public String spec() {
            return factor + "*sum@" + tensor;
        }

        @Override
        public String structure() {
            return "sum@" + tensor;
        }

        @Override
        public List<Tensor> parameters() {
            return List.of(new Tensor(new float[] {factor}, 1));
        }

        @Override
        public Value attach(GraphBuilder graph, List<Value> parameters) {
            Value v = graph.value(tensor);
            return (rank == 2 ? v : v.flatten()).sum(false, 1).times(parameters.get(0));
        }

        @Override
        public Map<String, Object> facts() {
            return Map.of();
        }
    }
}
