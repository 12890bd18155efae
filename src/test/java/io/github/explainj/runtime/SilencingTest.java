// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.perturb.Samples;
import io.github.explainj.probe.Device;
import io.github.explainj.probe.Sample;
import io.github.explainj.target.Resolved;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A channel that is silent: against the model with that channel's filter written as zeros. */
class SilencingTest {

    private static final int K = 20;
    private static final Tensor X = Nets.random(3, 1, 2, 6, 7);
    private static final Sample SAMPLE = Sample.of(X);

    /** "h" [N, K, 6, 7] is a convolution; what is behind it may read what is before it as well. */
    private static Graph net(long batch, boolean skip, int silent) {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, batch, 2, 6, 7);
        Tensor w = Nets.random(4, K, 2, 3, 3);
        if (silent >= 0) java.util.Arrays.fill(w.data(), silent * 18, (silent + 1) * 18, 0);
        Value stem = b.op("Tanh", x);
        b.output("stem", stem);
        b.output("h", b.op("Conv", Attributes.NONE.with("pads", 1, 1, 1, 1), b.value("stem"), b.initialiser("w", w)));
        Value behind = b.op("Conv", Attributes.NONE, b.value("h").relu(), b.initialiser("v", Nets.random(5, 2, K, 1, 1)));
        Value joined = skip ? behind.times(b.value("stem")) : behind;
        b.output("y", joined.sigmoid().mean(false, 2, 3));
        return b.build();
    }

    private static List<Resolved> targets() {
        return List.of(new Nets.Sum("y", 1, 2), new Nets.First("y"));
    }

    private static Tensor expected(boolean skip) {
        Tensor all = Tensor.zeros(K, 2);
        for (int k = 0; k < K; k++)
            try (OrtModel model = Nets.open(net(1, skip, k), "bcyx")) {
                System.arraycopy(model.probe(targets()).score(SAMPLE), 0, all.data(), 2 * k, 2);
            }
        return all;
    }

    private static void assertSilenced(boolean skip, OrtModel model, Samples.Silenced silenced) {
        Tensor found = model.probe(targets()).scores(SAMPLE, silenced);
        assertArrayEquals(expected(skip).data(), found.data(), 2e-6f);
    }

    @Test
    void eachSampleLacksOneChannelAtAnyBatch() {
        for (boolean skip : new boolean[] {false, true})
            for (long batch : new long[] {-1, 1, 3})
                try (OrtModel model = Nets.open(net(batch, skip, -1), "bcyx")) {
                    assertSilenced(skip, model, new Samples.Silenced("h", 1, K));
                    assertEquals(List.of(), model.remarks());
                }
    }

    @Test
    void onlyWhatLiesBehindRunsForEveryChannel() {
        for (boolean skip : new boolean[] {false, true}) {
            List<Graph> opened = new ArrayList<>();
            Graph graph = net(-1, skip, -1);
            try (OrtModel model = OrtModel.open(graph, Nets.card(graph, "bcyx"), new OpenOptions(Device.CPU), (g, p) -> {
                opened.add(g);
                return Session.open(g, p);
            })) {
                assertSilenced(skip, model, new Samples.Silenced("h", 1, K));
            }
            Graph tail = opened.get(opened.size() - 1);
            assertEquals(1, tail.nodes().stream().filter(n -> n.op().equals("Conv")).count());
            assertEquals(skip ? 3 : 2, tail.inputs().stream().filter(p -> Set.of("explainj_kept_0", "explainj_kept_1",
                    "explainj_silent").contains(p.name())).count());
        }
    }

    /** Where the tensor has no row per sample, everything is computed anew. */
    @Test
    void aTensorThatCannotBeFedIsSilencedOnTheWay() {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, -1, 2, 6, 7);
        b.output("h", x.relu());
        b.output("y", b.value("h").times(b.op("Size", x).cast(ElementType.FLOAT)).mean(false, 2, 3));
        try (OrtModel model = Nets.open(b.build(), "bcyx")) {
            Tensor found = model.probe(List.of(new Nets.First("y"))).scores(SAMPLE, new Samples.Silenced("h", 1, 2));
            assertEquals(0, found.data()[0]);
            assertEquals(model.probe(List.of(new Nets.First("y"))).score(SAMPLE)[0], found.data()[1], 1e-4);
        }
    }

    @Test
    void channelsMayLieOnAnotherAxis() {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, -1, 6, 7, 2);
        b.output("h", x.relu());
        b.output("y", b.value("h").mean(false, 1, 2));
        try (OrtModel model = Nets.open(b.build(), "byxc")) {
            Tensor found = model.probe(List.of(new Nets.First("y"))).scores(SAMPLE, new Samples.Silenced("h", 3, 2));
            assertEquals(0, found.data()[0]);
            assertEquals(model.probe(List.of(new Nets.First("y"))).score(SAMPLE)[0], found.data()[1], 1e-6);
        }
    }
}
