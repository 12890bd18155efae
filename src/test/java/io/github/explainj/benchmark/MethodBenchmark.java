// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.benchmark;

import io.github.explainj.Explain;
import io.github.explainj.Options;
import io.github.explainj.Prepared;
import io.github.explainj.Request;
import io.github.explainj.Result;
import io.github.explainj.explain.Explainer;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.probe.Device;
import io.github.explainj.probe.Progress;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.Registry;
import io.github.explainj.registry.Schema;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Measures each method's time in units of one forward run, with its defaults, on a ResNet-18 at 224 x 224:
 * wall time of the second call, when its session exists, against the median of forward runs around it.
 *
 * <p>{@code mvn -q test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=io.github.explainj.benchmark.MethodBenchmark}, optionally {@code -Dexec.args="METHOD..."}.
 */
public final class MethodBenchmark {

    private final Explain explain;
    private final Prepared image;

    private MethodBenchmark(Explain explain) {
        this.explain = explain;
        Tensor x = Tensor.zeros(1, 3, 224, 224);
        Random random = new Random(1);
        for (int i = 0; i < x.size(); i++) x.data()[i] = (float) random.nextGaussian();
        image = explain.prepare("noise", Map.of("", x));
    }

    public static void main(String[] args) throws IOException {
        Path file = Files.createTempFile("explainj-benchmark", ".onnx");
        Files.write(file, BenchmarkNets.resNet18().bytes());
        List<String> methods = args.length > 0 ? List.of(args) : ours();
        try (Explain explain = Explain.open(file, new Options(Device.CPU, Map.of(), null))) {
            MethodBenchmark benchmark = new MethodBenchmark(explain);
            System.out.println("| method | runs | time / forward |\n|---|---|---|");
            methods.forEach(benchmark::measure);
        } finally {
            Files.delete(file);
        }
    }

    private static List<String> ours() {
        return Registry.of(Explainer.class).schemas().stream()
                .filter(s -> s.defaults().getClass().getPackage().equals(Explainer.class.getPackage()))
                .filter(s -> !s.defaults().needsRegions()).map(Schema::name).toList();
    }

    private void measure(String name) {
        Explainer method = Registry.of(Explainer.class).create(name, Map.of());
        Request request = new Request(List.of(method), List.of("class:1"), ImageRegions.NONE, Progress.NONE, new Cancellation());
        try {
            boolean quick = !List.of("occlusion", "rise", "score_cam", "ablation_cam").contains(name);
            if (quick) explain.explain(image, request);
            double before = forward();
            long start = System.nanoTime();
            Result result = explain.explain(image, request).get(0);
            double time = System.nanoTime() - start;
            System.out.printf(Locale.ROOT, "| `%s` | %s | %.1f |%n", name, result.provenance().get("runs"), time * 2 / (before + forward()));
        } catch (Problem refused) {
            System.out.printf("| `%s` | | %s |%n", name, refused.getMessage());
        }
    }

    /** Returns the median of seven forward runs. */
    private double forward() {
        double[] times = new double[7];
        for (int i = 0; i < times.length; i++) {
            long start = System.nanoTime();
            explain.model().run(image.pieces().get(0).sample(), List.of("y"));
            times[i] = System.nanoTime() - start;
        }
        Arrays.sort(times);
        return times[3];
    }
}
