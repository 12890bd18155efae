// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.Explain;
import io.github.explainj.Options;
import io.github.explainj.Request;
import io.github.explainj.Result;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.probe.Device;
import io.github.explainj.probe.Progress;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Two nets of two channels and two by two cells that one solves by hand. On {@link #IMAGE} the channels are
 * {@code A0 = [4, 3, 2, 2]}, the sum of each block of two by two pixels, and {@code A1 = [1, 1, 0, 0]}, the
 * first pixel of each block minus the second, where that is positive.
 */
final class CamNets {

    static final Tensor IMAGE = new Tensor(new float[] {
        1, 0, 2, 1,
        0, 3, 0, 0,
        0, 0, 0, 2,
        1, 1, 0, 0}, 1, 1, 4, 4);

    private CamNets() {}

    /** Starts a net with its two channels {@code [N, 2, 2, 2]}. */
    static Value features(GraphBuilder b) {
        Value x = b.input("x", ElementType.FLOAT, 1, 1, 4, 4);
        Tensor w = new Tensor(new float[] {1, 1, 1, 1, 1, -1, 0, 0}, 2, 1, 2, 2);
        return b.op("Conv", Attributes.NONE.with("strides", 2, 2), x, b.initialiser("kernel", w)).relu();
    }

    /** Averages each channel; class 0 weighs them 1 and 2, class 1 weighs them -1 and 1; biases 0.5 and 0. */
    static Graph pooled() {
        GraphBuilder b = new GraphBuilder();
        Value means = b.op("GlobalAveragePool", features(b)).flatten();
        Value w = b.initialiser("dense", new Tensor(new float[] {1, -1, 2, 1}, 2, 2));
        b.output("y", b.op("Gemm", means, w, b.initialiser("bias", new Tensor(new float[] {0.5f, 0}, 2))));
        return b.build();
    }

    /** Weighs each cell: {@code W0 = [1, -1, 2, 0]}, {@code W1 = [0, 3, -2, 1]}; one class, 8 on the image. */
    static Graph flattened() {
        GraphBuilder b = new GraphBuilder();
        Value w = b.initialiser("dense", new Tensor(new float[] {1, -1, 2, 0, 0, 3, -2, 1}, 8, 1));
        b.output("y", features(b).flatten().matMul(w));
        return b.build();
    }

    /** Returns the name of the tensor of the channels. */
    static String layer(Graph net) {
        return net.nodes().stream().filter(n -> n.op().equals("Relu")).findFirst().orElseThrow().outputs().get(0);
    }

    static List<Finding> explain(Path folder, Graph net, Explainer method, String... targets) {
        return explain(folder, net, IMAGE, method, targets);
    }

    /** Explains as a user does; the findings of all targets. */
    static List<Finding> explain(Path folder, Graph net, Tensor x, Explainer method, String... targets) {
        Path file = folder.resolve("net.onnx");
        try {
            Files.write(file, net.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (Explain explain = Explain.open(file, new Options(Device.CPU, Map.of(), null))) {
            Request request = new Request(List.of(method), List.of(targets), ImageRegions.NONE, Progress.NONE, new Cancellation());
            List<Result> results = explain.explain(explain.prepare("x", Map.of("", x)), request);
            return results.get(0).findings();
        }
    }

    static float[] inner(List<Finding> found, String name) {
        return found.stream().filter(f -> f instanceof Finding.Inner && f.name().equals(name))
                .map(f -> ((Finding.Inner) f).values().data()).findFirst().orElseThrow();
    }

    static Finding.Attribution map(List<Finding> found, String name) {
        return found.stream().filter(f -> f instanceof Finding.Attribution && f.name().equals(name))
                .map(f -> (Finding.Attribution) f).findFirst().orElseThrow();
    }
}
