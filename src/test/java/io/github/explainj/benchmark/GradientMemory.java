// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.benchmark;

import ai.onnxruntime.OrtException;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.Lift;
import io.github.explainj.onnx.ModelFile;
import io.github.explainj.probe.Device;
import io.github.explainj.probe.Differentiation;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.perturb.Samples;
import io.github.explainj.runtime.TimedModel;
import io.github.explainj.tensor.Tensor;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Measures the peak resident memory (VmHWM, Linux) of opening a VGG-16 of 553 MB and deriving its
 * gradient in a JVM of {@value #HEAP}: the weights do not fit into its heap, so they never enter it.
 *
 * <p>{@code mvn -q test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=io.github.explainj.benchmark.GradientMemory}: writes the file to a temporary folder
 * and starts one JVM for the session alone and one for a whole explanation through the probe.
 */
public final class GradientMemory {

    private static final String HEAP = "-Xmx512m";

    private GradientMemory() {}

    public static void main(String[] args) throws IOException, InterruptedException, OrtException {
        if (args.length == 2) {
            measure(args[0], Path.of(args[1]));
            return;
        }
        Path folder = Files.createTempDirectory("explainj-memory");
        Path file = folder.resolve("vgg16.onnx");
        try {
            Files.write(file, BenchmarkNets.vgg16().bytes());
            System.out.printf(Locale.ROOT, "VGG-16: %.0f MB; peak resident memory in a JVM with %s%n", Files.size(file) / 1e6, HEAP);
            for (String what : List.of("open", "session", "probe")) child(what, file);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    private static void child(String what, Path file) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), HEAP,
                "-cp", classPath(), GradientMemory.class.getName(), what, file.toString()));
        Process p = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        if (p.waitFor() != 0) throw new IllegalStateException(what + " ended with " + p.exitValue());
    }

    /** Maven runs this in its own JVM, with a class loader of its own. */
    private static String classPath() {
        if (!(GradientMemory.class.getClassLoader() instanceof URLClassLoader loader)) return System.getProperty("java.class.path");
        return Arrays.stream(loader.getURLs()).map(u -> Path.of(URI.create(u.toString())).toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static void measure(String what, Path file) throws IOException, OrtException {
        long begin = System.nanoTime();
        Graph graph = ModelFile.open(file).graph();
        if (what.equals("session")) {
            try (TimedGraph session = new TimedGraph(GradientBenchmark.derived(Lift.of(graph), "x"), 1)) {
                report("gradient session", begin);
                session.wallNanos(1);
                report("and one run of it", begin);
            }
        } else if (what.equals("probe")) {
            Probe probe = TimedModel.open(graph, "bcyx", TimedModel.calls(), Device.CPU).probe(List.of(TimedModel.firstClass()));
            probe.gradients(Sample.of(Tensor.full(0.5f, 1, 3, 224, 224)), new Samples.Unchanged(),
                    new Differentiation(Differentiation.INPUT), (sample, target, derivative) -> true);
            report("one gradient through the probe", begin);
        } else report("model opened and checked", begin);
    }

    private static void report(String what, long begin) throws IOException {
        String peak = Files.readAllLines(Path.of("/proc/self/status")).stream().filter(l -> l.startsWith("VmHWM")).findFirst()
                .orElse("VmHWM: 0 kB");
        double megabytes = Long.parseLong(peak.replaceAll("\\D", "")) * 1024 / 1e6;
        System.out.printf(Locale.ROOT, "%-35s %7.0f MB after %5.1f s%n", what, megabytes, (System.nanoTime() - begin) / 1e9);
    }
}
