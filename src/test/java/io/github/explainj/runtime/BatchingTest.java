// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.perturb.Masks;
import io.github.explainj.perturb.Samples;
import io.github.explainj.probe.Device;
import io.github.explainj.probe.Differentiation;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class BatchingTest {

    private static final Tensor X = Nets.random(3, 1, 2, 9, 11);
    private static final Sample SAMPLE = Sample.of(X);

    /** A small network with a convolution: [N, 2, 9, 11] to [N, 5]. */
    private static Graph net(long batch, boolean mixing) {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, batch, 2, 9, 11);
        if (mixing) x = x.minus(x.mean(true, 0));
        Value w = b.initialiser("w", Nets.random(4, 5, 2, 3, 3));
        Value c = b.op("Conv", Attributes.NONE.with("kernel_shape", 3, 3), x, w).relu();
        b.output("y", c.mean(false, 2, 3));
        return b.build();
    }

    private static Tensor scores(OrtModel model, Masks masks) {
        return model.probe(List.of(new Nets.Sum("y", 1, 2), new Nets.Sum("y", 3, 2))).scores(SAMPLE, TestMasks.samples(masks));
    }

    /** Scores each sample by a run of its own, of a tensor that was mixed in the plainest way. */
    private static Tensor oneByOne(OrtModel model, Masks masks) {
        Probe probe = model.probe(List.of(new Nets.Sum("y", 1, 2), new Nets.Sum("y", 3, 2)));
        Tensor all = Tensor.zeros(masks.count(), 2);
        Tensor fill = new TestMasks.Ramp().values(SAMPLE.scene());
        for (int i = 0; i < masks.count(); i++)
            System.arraycopy(probe.score(Sample.of(TestMasks.mixed(masks, i, X, fill))), 0, all.data(), 2 * i, 2);
        return all;
    }

    /** ONNX Runtime sums in another order at another batch size: the last bit may differ. */
    private static void assertClose(Tensor expected, Tensor actual) {
        assertArrayEquals(expected.shape(), actual.shape());
        for (int i = 0; i < expected.size(); i++)
            assertEquals(expected.data()[i], actual.data()[i], 2e-6 * Math.abs(expected.data()[i]), "element " + i);
    }

    private static List<Masks> kinds() {
        return List.of(TestMasks.boxes(37, 5, SAMPLE.grid()), TestMasks.dense(37, 6, false), TestMasks.dense(37, 7, true));
    }

    @Test
    void batchesGiveWhatSingleRunsGive() {
        try (OrtModel model = Nets.open(net(-1, false), "bcyx")) {
            for (Masks m : kinds()) assertClose(oneByOne(model, m), scores(model, m));
            assertEquals(List.of(), model.remarks());
        }
    }

    @Test
    void slotsHoldBitForBitWhatTheFormulaSaysInAnyOrderOfWriting() throws OrtException {
        Tensor fill = new TestMasks.Ramp().values(SAMPLE.scene());
        for (Masks m : kinds()) {
            FloatBuffer buffer = Feeds.buffer(3L * X.size());
            Slots slots = Slots.of(SAMPLE, TestMasks.samples(m)).into(buffer);
            for (int i : new int[] {0, 1, 2, 7, 5, 36, 0, 3}) {
                slots.write(i, i % 3);
                float[] found = new float[X.size()];
                buffer.get(i % 3 * X.size(), found);
                assertArrayEquals(TestMasks.mixed(m, i, X, fill).data(), found);
            }
        }
    }

    @Test
    void aFixedBatchOfOneRunsSampleBySample() {
        try (OrtModel model = Nets.open(net(1, false), "bcyx")) {
            for (Masks m : kinds()) assertClose(oneByOne(model, m), scores(model, m));
        }
    }

    @Test
    void aFixedBatchAboveOneIsPadded() {
        try (OrtModel fixed = Nets.open(net(4, false), "bcyx"); OrtModel free = Nets.open(net(-1, false), "bcyx")) {
            for (Masks m : kinds()) assertClose(oneByOne(free, m), scores(fixed, m));
            assertArrayEquals(new int[] {1, 5}, fixed.run(SAMPLE, List.of("y")).get("y").shape());
        }
    }

    @Test
    void aModelThatMixesItsBatchIsFoundAndRunsSampleBySample() {
        try (OrtModel model = Nets.open(net(-1, true), "bcyx"); OrtModel fixed = Nets.open(net(3, true), "bcyx")) {
            for (OrtModel m : List.of(model, fixed)) {
                Masks masks = kinds().get(0);
                assertClose(oneByOne(m, masks), scores(m, masks));
                assertTrue(m.remarks().toString().contains("mixes the samples"), m.remarks().toString());
            }
        }
    }

    @Test
    void aModelThatCannotTakeTwoSamplesRunsSampleBySample() {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, -1, 2, 9, 11);
        b.output("y", x.reshape(1, 2 * 9 * 11));
        try (OrtModel model = Nets.open(b.build(), "bcyx")) {
            Masks m = kinds().get(0);
            assertClose(oneByOne(model, m), scores(model, m));
            assertTrue(model.remarks().toString().contains("cannot run two samples"), model.remarks().toString());
        }
    }

    @Test
    void theBatchIsHalvedUntilItFitsAndNoScoreIsLostOrGivenTwice() {
        List<Integer> tried = Collections.synchronizedList(new ArrayList<>());
        try (OrtModel model = withMemoryFor(5, tried); OrtModel free = Nets.open(net(-1, false), "bcyx")) {
            for (Masks m : kinds()) assertClose(oneByOne(free, m), scores(model, m));
            assertTrue(tried.contains(16) && tried.contains(8) && tried.contains(4), tried.toString());
            assertEquals(List.of("Memory ran out; runs take 8 samples.", "Memory ran out; runs take 4 samples."), model.remarks());
        }
    }

    @Test
    void gradientsAreHalvedToo() {
        List<Integer> tried = Collections.synchronizedList(new ArrayList<>());
        try (OrtModel model = withMemoryFor(5, tried); OrtModel free = Nets.open(net(-1, false), "bcyx")) {
            List<Tensor> found = gradients(model);
            List<Tensor> expected = gradients(free);
            assertEquals(2 * 37, found.size());
            for (int i = 0; i < found.size(); i++)
                assertArrayEquals(expected.get(i).data(), found.get(i).data(), 1e-6f, "row " + i);
            assertTrue(tried.contains(16) && tried.contains(8) && tried.contains(4), tried.toString());
        }
    }

    private static List<Tensor> gradients(OrtModel model) {
        List<Tensor> all = new ArrayList<>();
        int done = model.probe(List.of(new Nets.Sum("y", 1, 2), new Nets.Sum("y", 3, 2))).gradients(SAMPLE,
                new Samples.Noisy(0.5, 1, 37), new Differentiation(Differentiation.INPUT), (i, t, d) -> all.add(d.gradient()));
        assertEquals(37, done);
        return all;
    }

    @Test
    void aSampleThatDoesNotFitAloneIsASentence() {
        try (OrtModel model = withMemoryFor(0, new ArrayList<>())) {
            Problem p = Assertions.assertThrows(Problem.class, () -> scores(model, kinds().get(0)));
            assertEquals("M19", p.code());
            assertTrue(p.getMessage().contains("GB free") && p.getMessage().contains("fit=tile"), p.getMessage());
        }
    }

    @Test
    void theUsersLimitHolds() {
        List<Integer> tried = new ArrayList<>();
        OpenOptions options = new OpenOptions(Device.CPU).withMaxBatch(3);
        Graph graph = net(-1, false);
        try (OrtModel model = OrtModel.open(graph, Nets.card(graph, "bcyx"), options, (g, p) -> new Small(g, p, 99, tried))) {
            scores(model, kinds().get(0));
            assertEquals(3, Collections.max(tried));
        }
        Problem p = Assertions.assertThrows(Problem.class,
                () -> OrtModel.open(graph, Nets.card(graph, "bcyx"), new OpenOptions(Device.CPU).withMaxBatch(0)));
        assertEquals("A06", p.code());
    }

    private static OrtModel withMemoryFor(int rows, List<Integer> tried) {
        Graph graph = net(-1, false);
        return OrtModel.open(graph, Nets.card(graph, "bcyx"), new OpenOptions(Device.CPU), (g, p) -> new Small(g, p, rows, tried));
    }

    /** A session that has memory for a few rows only. */
    private static final class Small extends Session {

        private final int most;
        private final List<Integer> tried;

        Small(Graph graph, Provider provider, int most, List<Integer> tried) throws OrtException {
            super(Session.open(graph, provider).ort());
            this.most = most;
            this.tried = tried;
        }

        @Override
        void run(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs, Runs.Run run) throws OrtException {
            int rows = (int) inputs.get("explainj_feed_x").getInfo().getShape()[0];
            tried.add(rows);
            if (rows > most)
                throw new OrtException("Non-zero status code returned while running Conv node. Name:'c' Status Message: "
                        + "Failed to allocate memory for requested buffer of size 1");
            super.run(inputs, outputs, run);
        }
    }
}
