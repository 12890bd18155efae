// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.benchmark;

import ai.onnxruntime.OrtException;
import io.github.explainj.gradient.GradientRules;
import io.github.explainj.gradient.Gradients;
import io.github.explainj.gradient.Known;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Lift;
import io.github.explainj.onnx.ModelFile;
import io.github.explainj.onnx.Node;
import io.github.explainj.onnx.Value;
import io.github.explainj.runtime.Survey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Measures (forward + gradient) / forward at 224 x 224 on the CPU, with respect to the input and, as
 * Grad-CAM needs it, to the last feature map: thread CPU time with one thread, and wall time with two.
 *
 * <p>{@code mvn -q test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=io.github.explainj.benchmark.GradientBenchmark}, optionally {@code -Dexec.args="ROUNDS
 * NET"}; rounds are 15 otherwise, and each runs all graphs one after the other.
 */
public final class GradientBenchmark {

    private static final Map<String, Supplier<Graph>> NETS = Map.of("ResNet-18", BenchmarkNets::resNet18,
            "VGG-16", BenchmarkNets::vgg16, "MobileNetV2", BenchmarkNets::mobileNetV2);
    private static final List<Integer> BATCHES = List.of(1, 8);

    private final String name;
    private final Graph forward;
    private final Graph gradient;
    private final Graph cam;
    private final int rounds;

    private GradientBenchmark(String name, Graph graph, int rounds) {
        this.name = name;
        this.rounds = rounds;
        forward = Lift.of(graph);
        gradient = derived(forward, "x");
        cam = derived(forward, lastFeatures(forward));
    }

    public static void main(String[] args) throws OrtException, IOException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 15;
        System.out.printf(Locale.ROOT, "%d cores, Java %s, %d rounds%n", Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"), rounds);
        Path folder = Files.createTempDirectory("explainj-benchmark");
        for (String name : args.length > 1 ? List.of(args[1]) : List.of("ResNet-18", "VGG-16", "MobileNetV2")) {
            // as a file, so that weights stay out of the heap as those of a user's model do
            Path file = Files.write(folder.resolve(name + ".onnx"), NETS.get(name).get().bytes());
            new GradientBenchmark(name, ModelFile.open(file).graph(), rounds).run();
            Files.delete(file);
        }
        Files.delete(folder);
    }

    /**
     * Returns a graph with the gradient of {@code sum(y * seed)}.
     *
     * @param forward a lifted net with {@code x [N, 3, 224, 224]} and {@code y [N, 1000]}
     * @return the net with a further input {@code seed [N, 1000]}, and outputs {@code y}, {@code value}
     *     (the tensor) and {@code gradient}
     */
    static Graph derived(Graph forward, String wrt) {
        Known known = Survey.of(forward);
        GraphBuilder b = new GraphBuilder(forward);
        Value seed = b.input("seed", ElementType.FLOAT, -1, 1000);
        Gradients g = Gradients.append(b, known, GradientRules.standard(), List.of(new Gradients.Seed(b.value("y"), seed)),
                List.of(wrt));
        if (!wrt.equals("x")) b.output("value", b.value(wrt));
        b.output("gradient", g.values().get(wrt));
        return b.build();
    }

    /** Returns the last tensor that an activation or a pool made before the axes of the image go. */
    static String lastFeatures(Graph graph) {
        Set<String> ends = Set.of("GlobalAveragePool", "Flatten");
        Node end = graph.nodes().stream().filter(n -> ends.contains(n.op())).findFirst().orElseThrow();
        return end.inputs().get(0);
    }

    private void run() throws OrtException {
        try (TimedGraph f = new TimedGraph(forward, 1);
                TimedGraph g = new TimedGraph(gradient, 1);
                TimedGraph c = new TimedGraph(cam, 1)) {
            for (int batch : BATCHES) compare("CPU time, 1 thread", batch, f::cpuNanos, g::cpuNanos, c::cpuNanos);
        }
        int threads = Runtime.getRuntime().availableProcessors();
        try (TimedGraph f = new TimedGraph(forward, threads);
                TimedGraph g = new TimedGraph(gradient, threads);
                TimedGraph c = new TimedGraph(cam, threads)) {
            for (int batch : BATCHES) compare("wall time, " + threads + " threads", batch, f::wallNanos, g::wallNanos, c::wallNanos);
        }
    }

    /** Runs a batch and says how long it took. */
    @FunctionalInterface
    private interface Clock {
        long nanos(int batch) throws OrtException;
    }

    private void compare(String what, int batch, Clock f, Clock g, Clock c) throws OrtException {
        double[] input = new double[rounds];
        double[] map = new double[rounds];
        double[] plain = new double[rounds];
        for (Clock warm : List.of(f, g, c)) warm.nanos(batch);
        for (int i = 0; i < rounds; i++) {
            plain[i] = f.nanos(batch);
            input[i] = g.nanos(batch) / plain[i];
            map[i] = c.nanos(batch) / plain[i];
        }
        Arrays.sort(plain);
        print(batch, what + ", input gradient / forward", input);
        print(batch, what + ", Grad-CAM's gradient / forward", map);
        System.out.printf(Locale.ROOT, "%-12s batch %d  %-50s %7.1f ms%n", name, batch, what + ", forward", plain[rounds / 2] / 1e6);
    }

    private void print(int batch, String what, double[] ratios) {
        Arrays.sort(ratios);
        System.out.printf(Locale.ROOT, "%-12s batch %d  %-50s %7.2f [%.2f .. %.2f]%n", name, batch, what, ratios[rounds / 2], ratios[0],
                ratios[rounds - 1]);
    }
}
