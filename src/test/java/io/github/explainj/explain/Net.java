// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.Explain;
import io.github.explainj.Options;
import io.github.explainj.Prepared;
import io.github.explainj.Request;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.probe.Device;
import io.github.explainj.probe.Progress;
import io.github.explainj.registry.Registry;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Runs methods on small graphs as a user would: from a file, in ONNX Runtime. */
record Net(Graph graph) {

    /** Makes a net of an input {@code [N, C, H, W]} and what is built on it. */
    static Net of(int channels, int height, int width, UnaryOperator<Value> body) {
        GraphBuilder b = new GraphBuilder();
        b.output("y", body.apply(b.input("x", ElementType.FLOAT, -1, channels, height, width)));
        return new Net(b.build());
    }

    /** Convolves with 1 x 1 windows: {@code weights[out][in]}. */
    static Value mixed(Value x, float[][] weights, float... bias) {
        float[] flat = new float[weights.length * weights[0].length];
        for (int o = 0; o < weights.length; o++) System.arraycopy(weights[o], 0, flat, o * weights[0].length, weights[0].length);
        Value w = x.builder().constant(new Tensor(flat, weights.length, weights[0].length, 1, 1));
        return bias.length == 0 ? x.builder().op("Conv", x, w)
                : x.builder().op("Conv", x, w, x.builder().constant(new Tensor(bias, bias.length)));
    }

    static Value conv(Value x, Tensor weights, Attributes attributes) {
        return x.builder().op("Conv", attributes, x, x.builder().constant(weights));
    }

    /** Returns the findings of a method about one target. */
    List<Finding> explain(String method, Map<String, String> settings, String target, Tensor x) {
        try {
            Path file = Files.createTempFile("net", ".onnx");
            Files.write(file, graph.bytes());
            try (Explain explain = Explain.open(file, new Options(Device.CPU, Map.of(), null))) {
                Prepared input = explain.prepare("x", Map.of("", x));
                Explainer made = Registry.of(Explainer.class).create(method, settings);
                return explain.explain(input, new Request(List.of(made), List.of(target), ImageRegions.NONE,
                        Progress.NONE, new Cancellation())).get(0).findings();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the map of a method. */
    Finding.Attribution map(String method, Map<String, String> settings, String target, Tensor x) {
        return (Finding.Attribution) explain(method, settings, target, x).get(0);
    }
}
