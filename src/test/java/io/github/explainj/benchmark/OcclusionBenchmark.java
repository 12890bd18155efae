// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.benchmark;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.explainj.onnx.Graph;
import io.github.explainj.perturb.Box;
import io.github.explainj.perturb.Masks;
import io.github.explainj.perturb.RandomGrids;
import io.github.explainj.perturb.Samples;
import io.github.explainj.perturb.SlidingWindow;
import io.github.explainj.perturb.ZeroFill;
import io.github.explainj.probe.Device;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.runtime.OpenOptions;
import io.github.explainj.runtime.TimedModel;
import io.github.explainj.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Measures occlusion (patch 16, stride 8) and RISE at 224 x 224 on the CPU: a naive loop, our batches
 * and ONNX Runtime's forward alone, in one process and in paired rounds.
 *
 * <p>{@code mvn -q test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=io.github.explainj.benchmark.OcclusionBenchmark}, optionally {@code
 * -Dexec.args=ROUNDS}.
 */
public final class OcclusionBenchmark {

    private static final int BATCH = OpenOptions.MAX_BATCH;
    private static final int BATCHES = 4;
    private static final long[] ONE = {1, 3, 224, 224};

    private final String name;
    private final OrtSession plain;
    private final OrtEnvironment environment;
    private final List<TimedModel.Call> calls = TimedModel.calls();
    private final Probe probe;
    private final Sample sample = Sample.of(image());
    private final SlidingWindow windows = SlidingWindow.of(sample.grid(), new int[] {3, 16, 16}, new int[] {3, 8, 8});

    private OcclusionBenchmark(String name, Graph graph) throws OrtException {
        this.name = name;
        // first, so that the libraries come from our folder
        probe = TimedModel.open(graph, "bcyx", calls, Device.CPU).probe(List.of(TimedModel.firstClass()));
        environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(Runtime.getRuntime().availableProcessors());
            plain = environment.createSession(graph.bytes(), options);
        }
    }

    public static void main(String[] args) throws OrtException {
        int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 6;
        System.out.printf(Locale.ROOT, "%d cores, Java %s, batches of %d, %d rounds of %d images%n",
                Runtime.getRuntime().availableProcessors(), System.getProperty("java.version"), BATCH, rounds, BATCH * BATCHES);
        new OcclusionBenchmark("ResNet-18", BenchmarkNets.resNet18()).run(rounds);
        new OcclusionBenchmark("MobileNetV2", BenchmarkNets.mobileNetV2()).run(rounds);
    }

    private static Tensor image() {
        Tensor x = Tensor.zeros(1, 3, 224, 224);
        Random random = new Random(1);
        for (int i = 0; i < x.size(); i++) x.data()[i] = (float) random.nextGaussian();
        return x;
    }

    private void run(int rounds) throws OrtException {
        int n = BATCH * BATCHES;
        Masks some = TimedModel.first(windows, n);
        Masks grids = new RandomGrids(List.of(224, 224), List.of(8, 8), n, 0.5, 1);
        naive(BATCH);
        ours(some);
        ours(grids);
        forward(n);
        List<Round> all = new ArrayList<>();
        for (int i = 0; i < rounds; i++) all.add(new Round(naive(BATCH), ours(some), ours(grids), forward(n)));
        print("naive loop, one sample a run, new tensors", all, Round::naive);
        print("occlusion, our batches", all, r -> r.occlusion.perSecond);
        print("RISE masks, our batches", all, r -> r.rise.perSecond);
        print("ONNX Runtime forward alone, same batch", all, Round::forward);
        ratio("occlusion / naive", all, r -> r.occlusion.perSecond / r.naive);
        ratio("occlusion / forward alone", all, r -> r.occlusion.perSecond / r.forward);
        ratio("RISE / forward alone", all, r -> r.rise.perSecond / r.forward);
        outside("occlusion", all.stream().map(Round::occlusion).toList());
        outside("RISE", all.stream().map(Round::rise).toList());
    }

    private record Round(double naive, Ours occlusion, Ours rise, double forward) {}

    /** What one call of {@code scores} took. */
    private record Ours(double perSecond, double outside, List<Double> gaps) {}

    private Ours ours(Masks masks) {
        probe.score(sample);
        calls.clear();
        long begin = System.nanoTime();
        int done = probe.scores(sample, new Samples.Masked(masks, new ZeroFill()), (i, s) -> true);
        long end = System.nanoTime();
        // the first call of all has also checked whether samples mix
        List<TimedModel.Call> full = calls.stream().filter(c -> c.rows() == BATCH).toList();
        double inside = calls.stream().mapToLong(TimedModel.Call::nanos).sum();
        List<Double> gaps = IntStream.range(1, full.size())
                .mapToObj(i -> (full.get(i).begin() - full.get(i - 1).end()) / (double) full.get(i).nanos()).toList();
        return new Ours(done * 1e9 / (end - begin), (end - begin - inside) / inside, gaps);
    }

    /** What a first attempt looks like: a copy of the image, a new tensor and a new result per sample. */
    private double naive(int n) throws OrtException {
        long begin = System.nanoTime();
        for (int i = 0; i < n; i++) {
            float[] x = sample.x().data().clone();
            Box box = windows.box(i);
            for (int c = 0; c < 3; c++)
                for (int y = box.from().get(1); y < box.to().get(1); y++)
                    Arrays.fill(x, (c * 224 + y) * 224 + box.from().get(2), (c * 224 + y) * 224 + box.to().get(2), 0);
            try (OnnxTensor t = OnnxTensor.createTensor(environment, FloatBuffer.wrap(x), ONE);
                    OrtSession.Result r = plain.run(Map.of("x", t))) {
                float[][] y = (float[][]) r.get(0).getValue();
                if (Float.isNaN(y[0][0])) throw new IllegalStateException("no number");
            }
        }
        return n * 1e9 / (System.nanoTime() - begin);
    }

    private double forward(int n) throws OrtException {
        FloatBuffer in = ByteBuffer.allocateDirect(4 * BATCH * sample.x().size()).order(ByteOrder.nativeOrder()).asFloatBuffer();
        FloatBuffer out = ByteBuffer.allocateDirect(4 * BATCH * 1000).order(ByteOrder.nativeOrder()).asFloatBuffer();
        for (int i = 0; i < BATCH; i++) in.put(i * sample.x().size(), sample.x().data());
        try (OnnxTensor x = OnnxTensor.createTensor(environment, in, new long[] {BATCH, 3, 224, 224});
                OnnxTensor y = OnnxTensor.createTensor(environment, out, new long[] {BATCH, 1000})) {
            long begin = System.nanoTime();
            for (int i = 0; i < n / BATCH; i++) plain.run(Map.of("x", x), Map.of("y", y)).close();
            return n * 1e9 / (System.nanoTime() - begin);
        }
    }

    private void print(String what, List<Round> rounds, java.util.function.ToDoubleFunction<Round> value) {
        System.out.printf(Locale.ROOT, "%-12s %-45s %8.1f images/s%n", name, what, median(rounds.stream().mapToDouble(value)));
    }

    private void ratio(String what, List<Round> rounds, java.util.function.ToDoubleFunction<Round> value) {
        double[] sorted = rounds.stream().mapToDouble(value).sorted().toArray();
        System.out.printf(Locale.ROOT, "%-12s %-45s %8.2f [%.2f .. %.2f]%n", name, what, median(Arrays.stream(sorted)), sorted[0],
                sorted[sorted.length - 1]);
    }

    private void outside(String what, List<Ours> all) {
        double[] gaps = all.stream().flatMap(o -> o.gaps.stream()).mapToDouble(g -> g).toArray();
        System.out.printf(Locale.ROOT, "%-12s %-45s %8.2f %% median of %d batches; %.2f %% of whole calls%n", name,
                what + ": time outside / inside session.run", 100 * median(Arrays.stream(gaps)), gaps.length,
                100 * median(all.stream().mapToDouble(Ours::outside)));
    }

    private static double median(java.util.stream.DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
