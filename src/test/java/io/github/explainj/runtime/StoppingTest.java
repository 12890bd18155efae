// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.probe.Cancellable;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.probe.Device;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StoppingTest {

    private static final Sample SAMPLE = Sample.of(Nets.random(1, 1, 4, 32, 32));
    private static final int MANY = 20_000;

    /** Many small operators one after the other: about 10 ms a sample, and an end at each operator. */
    private static Graph slow() {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, -1, 4, 32, 32);
        Value w = b.initialiser("w", Nets.random(4, 4, 4, 5, 5));
        for (int i = 0; i < 100; i++)
            x = b.op("Conv", Attributes.NONE.with("pads", 2, 2, 2, 2), x, w).sigmoid();
        b.output("y", x.mean(false, 2, 3));
        return b.build();
    }

    private static OrtModel model() {
        Graph graph = slow();
        return OrtModel.open(graph, Nets.card(graph, "bcyx"), new OpenOptions(Device.CPU).withMaxBatch(4));
    }

    private static Probe probe(OrtModel model) {
        return model.probe(List.of(new Nets.Sum("y", 1, 2)));
    }

    @Test
    void cancelEndsWithinOneBatchAndKeepsWhatIsDone() throws Exception {
        try (OrtModel model = model()) {
            Cancellation cancellation = new Cancellation();
            CountDownLatch some = new CountDownLatch(9);
            Probe probe = new Cancellable(probe(model), cancellation);
            AtomicInteger taken = new AtomicInteger();
            CompletableFuture<Integer> run = CompletableFuture.supplyAsync(() -> probe.scores(SAMPLE,
                    TestMasks.samples(TestMasks.boxes(2000, 2, SAMPLE.grid())), (i, s) -> {
                        assertEquals(taken.getAndIncrement(), i);
                        some.countDown();
                        return true;
                    }));
            some.await();
            long start = System.nanoTime();
            cancellation.cancel();
            int done = run.get(30, TimeUnit.SECONDS);
            double seconds = (System.nanoTime() - start) * 1e-9;
            assertTrue(done >= 9 && done < 2000, "done " + done);
            assertEquals(taken.get(), done, 4);
            assertTrue(seconds < 5, seconds + " s from cancel to return");
            assertEquals(1, probe(model).score(SAMPLE).length);
        }
    }

    @Test
    void aSinkThatSaysStopIsNotCalledAgain() {
        try (OrtModel model = model()) {
            int done = probe(model).scores(SAMPLE, TestMasks.samples(TestMasks.dense(200, 3, false)), (i, s) -> {
                assertTrue(i <= 6);
                return i < 6;
            });
            assertEquals(7, done);
        }
    }

    @Test
    void whatASinkThrowsComesOutAndTheModelCanStillRun() {
        try (OrtModel model = model()) {
            assertThrows(ArithmeticException.class, () -> probe(model).scores(SAMPLE,
                    TestMasks.samples(TestMasks.dense(200, 3, false)), (i, s) -> { throw new ArithmeticException(); }));
            assertTrue(Float.isFinite(probe(model).score(SAMPLE)[0]));
        }
    }

    @Test
    void closingDuringARunWaitsForItAndThenRefuses() throws Exception {
        OrtModel model = model();
        Probe probe = probe(model);
        CountDownLatch some = new CountDownLatch(5);
        CompletableFuture<Integer> run = CompletableFuture.supplyAsync(() -> probe.scores(SAMPLE,
                TestMasks.samples(TestMasks.boxes(MANY, 2, SAMPLE.grid())), (i, s) -> {
                    some.countDown();
                    return true;
                }));
        some.await();
        model.close();
        assertTrue(run.get(1, TimeUnit.SECONDS) < MANY);
        Problem p = assertThrows(Problem.class, () -> probe.score(SAMPLE));
        assertTrue(p.getMessage().contains("closed"), p.getMessage());
    }

    @Test
    void twoProbesRunAtOnceAndOnlyTheOneThatIsInterruptedStops() throws Exception {
        try (OrtModel model = model()) {
            Probe stopped = probe(model);
            Probe other = probe(model);
            CountDownLatch some = new CountDownLatch(1);
            CompletableFuture<Integer> run = CompletableFuture.supplyAsync(() -> stopped.scores(SAMPLE,
                    TestMasks.samples(TestMasks.boxes(MANY, 2, SAMPLE.grid())), (i, s) -> {
                        some.countDown();
                        return true;
                    }));
            some.await();
            CompletableFuture<Tensor> all = CompletableFuture.supplyAsync(
                    () -> other.scores(SAMPLE, TestMasks.samples(TestMasks.boxes(40, 2, SAMPLE.grid()))));
            stopped.interrupt();
            assertTrue(run.get(30, TimeUnit.SECONDS) < MANY);
            assertEquals(40, all.get(30, TimeUnit.SECONDS).size(0));
            assertFalse(Thread.currentThread().isInterrupted());
        }
    }
}
