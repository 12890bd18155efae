// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.benchmark;

import io.github.explainj.Explain;
import io.github.explainj.Framing;
import io.github.explainj.ImageSet;
import io.github.explainj.LookRequest;
import io.github.explainj.Options;
import io.github.explainj.Result;
import io.github.explainj.feature.Distance;
import io.github.explainj.feature.ImageIndex;
import io.github.explainj.feature.NearestNeighbours;
import io.github.explainj.feature.Pooling;
import io.github.explainj.feature.Queries;
import io.github.explainj.feature.StoredIndex;
import io.github.explainj.plugin.ImageSets;
import io.github.explainj.plugin.Loader;
import io.github.explainj.probe.Device;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/**
 * Measures an index of 64 x 64 images: how fast a folder becomes one, and how long a query for the nearest
 * takes, against a plain loop over arrays in memory.
 *
 * <p>{@code java -Xmx512m -cp ... io.github.explainj.benchmark.IndexBenchmark [IMAGES] [MODEL]}, or {@code queries} for these alone
 */
public final class IndexBenchmark {

    private static final int NEAREST = 6;
    private static final int QUERIES = 100;

    private IndexBenchmark() {}

    public static void main(String[] args) throws IOException {
        if (args.length > 0 && args[0].equals("queries")) {
            queries(Files.createTempDirectory("explainj-index"), 10_000);
            return;
        }
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        Path folder = Files.createTempDirectory("explainj-index");
        Path images = Files.createDirectory(folder.resolve("images"));
        StreamBenchmark.write(images, count);
        Path model = Path.of(args.length > 1 ? args[1] : "test-models/unet.onnx");
        System.out.printf(Locale.ROOT, "%d images of 64 x 64, %s, %d cores, heap of at most %d MB%n", count, model.getFileName(),
                Runtime.getRuntime().availableProcessors(), Runtime.getRuntime().maxMemory() >> 20);
        Options options = new Options(Device.CPU, Map.of(), new Loader());
        try (Explain explain = Explain.open(model, options)) {
            ImageSet set = ImageSets.of(images.toString(), "", new Framing());
            look(explain, "built", new LookRequest(new ImageIndex("", Pooling.MEAN, folder.resolve("index").toString()), set));
            look(explain, "brought up to date", new LookRequest(new ImageIndex("", Pooling.MEAN, folder.resolve("index").toString()), set));
            look(explain, "asked through the front door", new LookRequest(new NearestNeighbours(folder.resolve("index").toString(), "",
                    Pooling.AUTO, NEAREST, Distance.COSINE, 5, false, false), set));
        }
        System.out.printf(Locale.ROOT, "most heap in use %d MB%n", StreamBenchmark.peak());
        queries(folder, count);
    }

    private static void queries(Path folder, int count) {
        StoredIndex index = Queries.random(folder.resolve("random"), count, 512);
        for (Distance distance : Distance.values()) queries(index, distance);
        long start = System.nanoTime();
        Queries.accuracy(index);
        System.out.printf(Locale.ROOT, "leave-one-out accuracy of %d x 512 in %.1f s%n", count, (System.nanoTime() - start) * 1e-9);
    }

    private static void look(Explain explain, String what, LookRequest request) {
        long start = System.nanoTime();
        Result result = explain.look(Optional.empty(), request).get(0);
        double seconds = (System.nanoTime() - start) * 1e-9;
        System.out.printf(Locale.ROOT, "%s in %.2f s: %s%n", what, seconds, result.findings().get(0).facts());
    }

    private static void queries(StoredIndex index, Distance distance) {
        float[][] memory = new float[index.size()][];
        for (int i = 0; i < memory.length; i++) memory[i] = index.vector(i);
        double stored = median(q -> Queries.nearest(index, memory[q], distance, NEAREST)[0]);
        double plain = median(q -> plain(memory, memory[q], distance)[0]);
        System.out.printf(Locale.ROOT, "%s, %d x %d: median processor time of %d queries %.1f ms from the stored index, %.1f ms by a plain loop in memory%n",
                distance, index.size(), index.dimensions(), QUERIES, stored, plain);
    }

    /** Sorts all by a distance that is computed as it is written. */
    private static int[] plain(float[][] rows, float[] query, Distance distance) {
        double[] distances = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            double dot = 0;
            double aa = 0;
            double bb = 0;
            double squares = 0;
            for (int d = 0; d < query.length; d++) {
                dot += (double) query[d] * rows[i][d];
                aa += (double) query[d] * query[d];
                bb += (double) rows[i][d] * rows[i][d];
                squares += ((double) query[d] - rows[i][d]) * ((double) query[d] - rows[i][d]);
            }
            distances[i] = distance == Distance.COSINE ? 1 - dot / Math.sqrt(aa) / Math.sqrt(bb) : Math.sqrt(squares);
        }
        Integer[] order = new Integer[rows.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (i, j) -> Double.compare(distances[i], distances[j]));
        return Arrays.stream(order).limit(NEAREST).mapToInt(i -> i).toArray();
    }

    private static double median(IntUnaryOperator query) {
        double[] times = new double[QUERIES];
        for (int q = -20; q < QUERIES; q++) {
            // of the thread: other programs on the machine do not count
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            int row = query.applyAsInt(q + 20);
            if (row != q + 20) throw new IllegalStateException("the nearest to " + (q + 20) + " is " + row);
            if (q >= 0) times[q] = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) * 1e-6;
        }
        Arrays.sort(times);
        return (times[QUERIES / 2 - 1] + times[QUERIES / 2]) / 2;
    }
}
