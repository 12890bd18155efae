// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.Deviation;
import io.github.explainj.Explain;
import io.github.explainj.ReferenceCase;
import io.github.explainj.probe.Inputs;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Streams of inputs against single runs, on every reference case. */
class StreamSweepTest {

    private static final double TOLERANCE = 2e-6;
    private static final int INPUTS = 6;

    private final List<String> failed = new ArrayList<>();
    private int compared;
    private int unremarked;

    @Test
    void streamsGiveWhatSingleRunsGive() {
        List<ReferenceCase> cases = ReferenceCase.all();
        for (ReferenceCase c : cases) compare(c);
        System.out.println(cases.size() + " cases, " + unremarked + " without a remark, " + compared + " tensors compared, failed " + failed);
        assertTrue(compared >= 2 * INPUTS * cases.size(), compared + " tensors");
        assertEquals(List.of(), failed);
    }

    private void compare(ReferenceCase c) {
        try (Explain explain = c.open()) {
            Probe probe = explain.model().probe(List.of());
            List<Sample> samples = variants(c.input(explain).pieces().get(0).sample());
            List<String> names = tensors(c, explain);
            int done = probe.activations(new Inputs(samples.iterator(), INPUTS), names, (i, found) -> {
                Map<String, Tensor> alone = probe.activations(samples.get(i), names);
                alone.forEach((name, t) -> check(c.name() + " " + name + " " + i, found.get(name), t));
                return true;
            });
            assertEquals(INPUTS, done, c.name());
            if (explain.model().remarks().stream().noneMatch(r -> r.contains("one by one"))) unremarked++;
        }
    }

    private static List<String> tensors(ReferenceCase c, Explain explain) {
        List<String> names = new ArrayList<>(List.of(explain.graph().outputs().get(0).name()));
        for (Object layer : (List<?>) c.facts().getOrDefault("layers", List.of())) names.add((String) ((Map<?, ?>) layer).get("tensor"));
        return names;
    }

    /** The same input, each time brighter and shifted: no two give the same. */
    private static List<Sample> variants(Sample s) {
        List<Sample> all = new ArrayList<>();
        for (int v = 0; v < INPUTS; v++) {
            float[] x = s.x().data().clone();
            for (int i = 0; i < x.length; i++) x[i] = s.x().data()[(i + 17 * v) % x.length] * (1 + 0.1f * v);
            all.add(new Sample(new Tensor(x, s.x().shape()), s.grid(), s.scene(), s.toModel(), s.others(), s.channels()));
        }
        return all;
    }

    private void check(String what, Tensor found, Tensor alone) {
        compared++;
        assertArrayEquals(alone.shape(), found.shape(), what);
        double deviation = Deviation.of(found, alone);
        if (!(deviation <= TOLERANCE)) failed.add(what + " " + deviation);
    }
}
