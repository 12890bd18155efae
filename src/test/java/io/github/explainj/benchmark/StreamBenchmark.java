// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.benchmark;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import io.github.explainj.Explain;
import io.github.explainj.Framing;
import io.github.explainj.ImageSet;
import io.github.explainj.LookRequest;
import io.github.explainj.Options;
import io.github.explainj.explain.Finding;
import io.github.explainj.feature.Item;
import io.github.explainj.feature.Subject;
import io.github.explainj.feature.View;
import io.github.explainj.input.Fit;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.plugin.ImageSets;
import io.github.explainj.plugin.Loader;
import io.github.explainj.probe.Device;
import io.github.explainj.probe.Inputs;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Label;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Measures how fast a folder of 64 x 64 images goes through a small residual network on the CPU: a plain
 * loop (open a file, prepare it, run it) against an album that is read ahead and runs in batches, in
 * one process and in paired rounds on the same images.
 *
 * <p>{@code java -Xmx512m -cp ... io.github.explainj.benchmark.StreamBenchmark [IMAGES] [ROUNDS]}
 */
public final class StreamBenchmark {

    private static final List<String> LAYER = List.of("last");
    private static final Framing FRAMING = new Framing(Fit.AUTO, List.of(), "0-1", ImageRegions.NONE);

    private StreamBenchmark() {}

    /** Adds up a layer over all images. */
    @Label("Sum")
    @About("Adds up a layer.")
    record Sum() implements View {

        @Override
        public List<Finding> look(Subject subject) {
            Iterator<Item> items = subject.album().items();
            Iterator<Sample> samples = new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return items.hasNext();
                }

                @Override
                public Sample next() {
                    return items.next().sample();
                }
            };
            double[] sum = {0};
            subject.probe().activations(new Inputs(samples, subject.album().size()), LAYER, (i, v) -> {
                sum[0] += sum(v);
                return true;
            });
            return List.of(new Finding.Scores(0, "sum", List.of("sum"), List.of(List.of(sum[0])), Map.of()));
        }

        @Override
        public Scope scope() {
            return Scope.ALBUM;
        }

        @Override
        public String command() {
            return "sum";
        }
    }

    public static void main(String[] args) throws IOException {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        Path folder = Files.createTempDirectory("images");
        Path model = folder.resolve("small.onnx");
        Files.write(model, BenchmarkNets.small().bytes());
        write(folder, count);
        try (Explain explain = Explain.open(model, new Options(Device.CPU, Map.of(), new Loader()))) {
            ImageSet all = ImageSets.of(folder.toString(), "", FRAMING);
            System.out.printf(Locale.ROOT, "%d images, %d cores, heap of at most %d MB%n", all.entries().size(),
                    Runtime.getRuntime().availableProcessors(), Runtime.getRuntime().maxMemory() >> 20);
            rounds(explain, all, rounds);
            double seconds = streamed(explain, all).seconds;
            System.out.printf(Locale.ROOT, "all in one stream: %.0f images/s, %.1f s; most heap in use %d MB%n",
                    count / seconds, seconds, peak());
        }
    }

    static void write(Path folder, int count) {
        Random random = new Random(1);
        byte[] pixels = new byte[64 * 64];
        for (int i = 0; i < count; i++) {
            random.nextBytes(pixels);
            new FileSaver(new ImagePlus("i", new ByteProcessor(64, 64, pixels)))
                    .saveAsTiff(folder.resolve(String.format("i%05d.tif", i)).toString());
        }
    }

    /** @param cpu seconds of all threads */
    private record Run(double seconds, double cpu, double sum) {}

    private static double cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() * 1e-9;
    }

    private static void rounds(Explain explain, ImageSet all, int rounds) {
        int each = all.entries().size() / rounds;
        List<Double> ratios = new ArrayList<>();
        List<Double> plain = new ArrayList<>();
        List<Double> streamed = new ArrayList<>();
        List<Double> work = new ArrayList<>();
        for (int r = -1; r < rounds; r++) {
            int from = Math.max(0, r) * each;
            ImageSet some = new ImageSet(all.entries().subList(from, from + each), FRAMING);
            boolean plainFirst = r % 2 == 0;
            Run one = plainFirst ? plain(explain, some) : streamed(explain, some);
            Run other = plainFirst ? streamed(explain, some) : plain(explain, some);
            if (Math.abs(one.sum - other.sum) > 1e-6 * Math.abs(one.sum)) throw new IllegalStateException(one + " " + other);
            if (r < 0) continue;
            plain.add(each / (plainFirst ? one : other).seconds);
            streamed.add(each / (plainFirst ? other : one).seconds);
            work.add(1e3 * (plainFirst ? one : other).cpu / each);
            work.add(1e3 * (plainFirst ? other : one).cpu / each);
            ratios.add(streamed.get(r) / plain.get(r));
        }
        System.out.printf(Locale.ROOT, "plain loop %.0f images/s, streamed %.0f images/s, paired ratio %.2f (median of %d rounds of %d; %s)%n",
                median(plain), median(streamed), median(ratios), rounds, each, ratios.stream().map(d -> String.format(Locale.ROOT, "%.2f", d)).toList());
        System.out.println("CPU ms per image, plain and streamed by turns: " + work.stream().map(d -> String.format(Locale.ROOT, "%.2f", d)).toList());
    }

    private static Run streamed(Explain explain, ImageSet images) {
        double cpu = cpu();
        long start = System.nanoTime();
        Finding found = explain.look(Optional.empty(), new LookRequest(new Sum(), images)).get(0).findings().get(0);
        double sum = (double) ((Finding.Scores) found).rows().get(0).get(0);
        return new Run((System.nanoTime() - start) * 1e-9, cpu() - cpu, sum);
    }

    private static Run plain(Explain explain, ImageSet images) {
        double sum = 0;
        Probe probe = explain.model().probe(List.of());
        double cpu = cpu();
        long start = System.nanoTime();
        for (ImageSet.Entry e : images.entries())
            for (ImageSet.Slice slice : e.reader().read(false))
                sum += sum(probe.activations(explain.prepare(slice.data(), FRAMING).pieces().get(0).sample(), LAYER));
        return new Run((System.nanoTime() - start) * 1e-9, cpu() - cpu, sum);
    }

    private static double sum(Map<String, Tensor> values) {
        double sum = 0;
        for (float f : values.get("last").data()) sum += f;
        return sum;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
    }

    /** Returns the most megabytes of the heap's parts since the start, garbage included. */
    static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(p -> p.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage).mapToLong(u -> u.getUsed()).sum() >> 20;
    }
}
