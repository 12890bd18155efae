// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.github.explainj.Deviation;
import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.probe.Cancellable;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.probe.Device;
import io.github.explainj.probe.Inputs;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class StreamTest {

    /** The sizes of the batches that were run. */
    private final List<Integer> batches = new ArrayList<>();

    private int most = Integer.MAX_VALUE;

    /** [N, 2, H, W] to [N, 5], with tensors of every kind inside. */
    private static GraphBuilder net(long batch, boolean mixing, long... spatial) {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, batch, 2, spatial[0], spatial[1]);
        if (mixing) x = x.minus(x.mean(true, 0));
        Value c = b.op("Conv", Attributes.NONE.with("kernel_shape", 3, 3), x, b.initialiser("w", Nets.random(4, 5, 2, 3, 3))).relu();
        b.output("conv", c);
        b.output("y", c.mean(false, 2, 3));
        return b;
    }

    private OrtModel open(GraphBuilder b, String axes) {
        Graph graph = b.build();
        return OrtModel.open(graph, Nets.card(graph, axes), new OpenOptions(Device.CPU), (g, p) -> new Counted(g, p));
    }

    private static List<Sample> samples(int count, int... shape) {
        return IntStream.range(0, count).mapToObj(i -> Sample.of(Nets.random(100 + i, shape))).toList();
    }

    /** Streams and compares each with a run of its own. */
    private static void check(OrtModel model, List<Sample> samples, String... names) {
        Probe probe = model.probe(List.of());
        List<Map<String, Tensor>> kept = new ArrayList<>();
        int done = probe.activations(new Inputs(samples.iterator(), samples.size()), List.of(names), (i, found) -> {
            assertEquals(kept.size(), i);
            kept.add(found);
            return true;
        });
        assertEquals(samples.size(), done);
        for (int i = 0; i < done; i++) {
            Map<String, Tensor> alone = probe.activations(samples.get(i), List.of(names));
            assertEquals(alone.keySet(), kept.get(i).keySet());
            for (String n : names) {
                assertArrayEquals(alone.get(n).shape(), kept.get(i).get(n).shape(), n);
                assertEquals(0, Deviation.of(kept.get(i).get(n), alone.get(n)), 2e-6, n + " of " + i);
            }
        }
    }

    @Test
    void batchesGiveWhatSingleRunsGive() {
        try (OrtModel model = open(net(-1, false, 9, 11), "bcyx")) {
            check(model, samples(37, 1, 2, 9, 11), "y", "conv", "x");
            assertEquals(List.of(16, 16, 4), batches);
            assertEquals(List.of(), model.remarks());
        }
    }

    @Test
    void everyCountOfInputsEnds() {
        try (OrtModel model = open(net(-1, false, 9, 11), "bcyx")) {
            for (int n : new int[] {0, 1, 2, 16, 17, 18, 32, 33}) check(model, samples(n, 1, 2, 9, 11), "y");
        }
    }

    @Test
    void channelsLastAndVectorsRunInBatches() {
        GraphBuilder nhwc = new GraphBuilder();
        Value x = nhwc.input("x", ElementType.FLOAT, -1, 9, 11, 2);
        nhwc.output("y", x.relu().mean(false, 1, 2));
        nhwc.output("r", x.relu());
        GraphBuilder vectors = new GraphBuilder();
        vectors.output("y", vectors.input("x", ElementType.FLOAT, -1, 7).matMul(vectors.initialiser("w", Nets.random(1, 7, 3))));
        try (OrtModel images = open(nhwc, "byxc"); OrtModel rows = open(vectors, "bc")) {
            check(images, samples(9, 1, 2, 9, 11), "y", "r", "x");
            check(rows, samples(9, 1, 7), "y");
            assertEquals(List.of(8, 8), batches);
        }
    }

    @Test
    void aFixedBatchIsPaddedAndABatchOfOneRunsOneByOne() {
        try (OrtModel four = open(net(4, false, 9, 11), "bcyx"); OrtModel one = open(net(1, false, 9, 11), "bcyx")) {
            check(four, samples(7, 1, 2, 9, 11), "y", "conv");
            assertEquals(List.of(4, 4), batches);
            check(one, samples(7, 1, 2, 9, 11), "y", "conv");
            assertEquals(2, batches.size());
        }
    }

    @Test
    void whatMixesRunsOneByOne() {
        try (OrtModel free = open(net(-1, true, 9, 11), "bcyx"); OrtModel fixed = open(net(3, true, 9, 11), "bcyx")) {
            for (OrtModel m : List.of(free, fixed)) {
                check(m, samples(5, 1, 2, 9, 11), "y", "conv");
                assertTrue(m.remarks().toString().contains("mixes the samples"), m.remarks().toString());
            }
            assertEquals(List.of(), batches);
        }
    }

    @Test
    void whatHasNoRowPerSampleRunsOneByOne() {
        GraphBuilder b = net(-1, false, 9, 11);
        Value y = b.value("y");
        b.output("all", y.mean(false, 0));
        b.output("scalar", y.mean(false, 0, 1));
        b.output("turned", y.transpose(1, 0));
        b.output("windows", b.value("conv").reshape(-1, 9));
        b.output("where", b.op("NonZero", y));
        try (OrtModel model = open(b, "bcyx")) {
            for (String name : List.of("all", "scalar", "turned", "windows", "where", "w")) check(model, samples(5, 1, 2, 9, 11), name, "y");
            assertEquals(List.of(), batches);
            check(model, samples(5, 1, 2, 9, 11), "y");
            assertEquals(List.of(4), batches);
        }
    }

    @Test
    void aShapeThatFollowsFromTheValuesEndsInSingleRuns() {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, -1, 3);
        // as many rows as there are values above 0: one in the first inputs, and not in the last
        Value rows = b.op("Transpose", Attributes.NONE.with("perm", 1, 0), b.op("NonZero", x.relu())).cast(ElementType.FLOAT);
        b.output("y", b.op("Mul", rows.gather(b.integers(1), 1), b.constant(2f)));
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 6; i++) samples.add(Sample.of(new Tensor(new float[] {1, -1, i == 4 ? 1 : -1}, 1, 3)));
        try (OrtModel model = open(b, "bc")) {
            check(model, samples, "y");
            assertEquals(List.of(5), batches);
        }
    }

    @Test
    void wholeNumbersAndHalfFloatsRunInBatches() {
        GraphBuilder b = net(-1, false, 9, 11);
        b.output("best", b.op("ArgMax", Attributes.NONE.with("axis", 1), b.value("y")));
        b.output("half", b.value("conv").cast(ElementType.FLOAT16));
        try (OrtModel model = open(b, "bcyx")) {
            check(model, samples(9, 1, 2, 9, 11), "best", "half", "y");
            assertEquals(List.of(8), batches);
        }
    }

    @Test
    void anotherSizeBeginsAnotherBatch() {
        List<Sample> mixed = Stream.of(samples(3, 1, 2, 9, 11), samples(2, 1, 2, 12, 8), samples(1, 1, 2, 7, 7), samples(4, 1, 2, 9, 11))
                .flatMap(List::stream).toList();
        try (OrtModel model = open(net(-1, false, -1, -1), "bcyx")) {
            check(model, mixed, "y", "conv");
            assertEquals(List.of(2, 1, 3), batches);
        }
    }

    @Test
    void otherInputsThatDifferBeginAnotherBatch() {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, -1, 3);
        b.output("y", x.times(b.input("scale", ElementType.FLOAT, -1, 3)));
        List<Sample> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Sample s = Sample.of(Nets.random(i, 1, 3));
            all.add(new Sample(s.x(), s.grid(), s.scene(), s.toModel(), Map.of("scale", Tensor.full(i / 4, 1, 3)), s.channels()));
        }
        try (OrtModel model = open(b, "bc")) {
            check(model, all, "y");
            assertEquals(List.of(3, 3), batches);
        }
    }

    @Test
    void theBatchIsHalvedUntilItFitsAndNothingIsLostOrGivenTwice() {
        most = 5;
        try (OrtModel model = open(net(-1, false, 9, 11), "bcyx")) {
            check(model, samples(37, 1, 2, 9, 11), "y", "conv");
            assertEquals(List.of(16, 8, 4), batches.subList(0, 3));
            assertEquals(List.of("Memory ran out; runs take 8 samples.", "Memory ran out; runs take 4 samples."), model.remarks());
        }
    }

    @Test
    void theSinkEndsItAndNoMoreThanTwoBatchesAreReadAhead() {
        int[] read = {0};
        int[] got = {0};
        try (OrtModel model = open(net(-1, false, 9, 11), "bcyx")) {
            int done = model.probe(List.of()).activations(new Inputs(endless(read), 0), List.of("y"), (i, v) -> {
                assertTrue(read[0] <= i + 1 + 33, read[0] + " read at " + i);
                return ++got[0] < 500;
            });
            assertEquals(500, done);
            assertEquals(500, got[0]);
        }
    }

    @Test
    void whatReadingThrowsEndsItAndComesOut() {
        Iterator<Sample> some = samples(40, 1, 2, 9, 11).iterator();
        int[] read = {0};
        Iterator<Sample> broken = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Sample next() {
                if (++read[0] > 38) throw new Problem("I01", "cut off");
                return some.next();
            }
        };
        int[] got = {0};
        try (OrtModel model = open(net(-1, false, 9, 11), "bcyx")) {
            Problem p = assertThrows(Problem.class, () -> model.probe(List.of()).activations(new Inputs(broken, 40), List.of("y"),
                    (i, v) -> ++got[0] > 0));
            assertEquals("I01", p.code());
            assertTrue(got[0] >= 1 && got[0] < 40, got[0] + " before it");
            check(model, samples(5, 1, 2, 9, 11), "y");
        }
    }

    @Test
    void cancelKeepsWhatIsDoneAndReadsNoMore() throws Exception {
        int[] read = {0};
        CountDownLatch some = new CountDownLatch(40);
        Cancellation cancellation = new Cancellation();
        try (OrtModel model = open(net(-1, false, 9, 11), "bcyx")) {
            Probe probe = new Cancellable(model.probe(List.of()), cancellation);
            List<Integer> got = new ArrayList<>();
            CompletableFuture<Integer> run = CompletableFuture.supplyAsync(() -> probe.activations(new Inputs(endless(read), 0),
                    List.of("y"), (i, v) -> {
                        got.add(i);
                        some.countDown();
                        return true;
                    }));
            some.await();
            cancellation.cancel();
            int done = run.get(30, TimeUnit.SECONDS);
            assertEquals(got.size(), done);
            assertTrue(done >= 40, "done " + done);
            assertEquals(IntStream.range(0, done).boxed().toList(), got);
            assertEquals(0, probe.activations(new Inputs(endless(read), 0), List.of("y"), (i, v) -> true));
        }
    }

    private static Iterator<Sample> endless(int[] read) {
        List<Sample> few = samples(5, 1, 2, 9, 11);
        return Stream.generate(() -> few.get(read[0]++ % 5)).iterator();
    }

    /** A session that counts, and has memory for a few rows only. */
    private final class Counted extends Session {

        Counted(Graph graph, Provider provider) throws OrtException {
            super(Session.open(graph, provider).ort());
        }

        @Override
        void run(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs, Runs.Run run) throws OrtException {
            int rows = (int) inputs.get("explainj_feed_x").getInfo().getShape()[0];
            batches.add(rows);
            if (rows > most) throw new OrtException("Failed to allocate memory for requested buffer of size 1");
            super.run(inputs, outputs, run);
        }
    }
}
