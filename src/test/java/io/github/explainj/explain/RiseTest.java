// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.perturb.Cells;
import io.github.explainj.perturb.ZeroFill;
import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.Schema;
import io.github.explainj.tensor.Npy;
import io.github.explainj.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RiseTest {

    /** One pixel's worth of cells on 6 x 6, so that the slope of a linear model is nearly its weight. */
    private static final Tensor ONES = Tensor.full(1, 1, 1, 6, 6);

    @TempDir
    Path folder;

    @Test
    void givenMasksGiveTheOriginalEstimateByHand() {
        Path file = folder.resolve("masks.npy");
        float[] m = {1, 0, 0.5f, 1, 0, 1, 1, 0.25f, 1, 1, 0, 0};
        Npy.write(file, new Tensor(m, 3, 2, 2));
        float[] w = {1, 2, 3, 4};
        List<Finding> found = explain(rise(Map.of("masks", file.toString())), FakeProbe.of(FakeProbe.linear(w, 0)),
                Tensor.full(1, 1, 1, 2, 2));
        // scores 1 + 1.5 + 4 = 6.5, 2 + 3 + 1 = 6, 1 + 2 = 3; divided by n p = 1.5
        float[] expected = {(6.5f + 3) / 1.5f, (6 + 3) / 1.5f, (3.25f + 6) / 1.5f, (6.5f + 1.5f) / 1.5f};
        assertArrayEquals(expected, map(found, "rise").map().data(), 1e-5f);
        assertEquals("original", map(found, "rise").facts().get("estimate"));
        assertFalse(map(found, "rise").signed());
        // the standard error of a mean of 3: pixel 0 has products 6.5, 0, 3
        double sd = Math.sqrt((Math.pow(6.5 - 9.5 / 3, 2) + Math.pow(9.5 / 3, 2) + Math.pow(3 - 9.5 / 3, 2)) / 2);
        assertEquals(sd / Math.sqrt(3) / 0.5, map(found, "rise_error").map().data()[0], 1e-5);
    }

    @Test
    void centredEstimateByHand() {
        Path file = folder.resolve("masks.npy");
        Npy.write(file, new Tensor(new float[] {1, 0, 0, 1, 1, 1, 0, 0}, 4, 1, 2));
        Rise rise = rise(Map.of("masks", file.toString(), "estimate", "centred"));
        // orthogonal masks of 0 and 1: the slope of the score on each mask is the weight itself
        List<Finding> found = explain(rise, FakeProbe.of(FakeProbe.linear(new float[] {3, -5}, 7)), Tensor.full(1, 1, 1, 1, 2));
        assertArrayEquals(new float[] {3, -5}, map(found, "rise").map().data(), 1e-5f);
        assertTrue(map(found, "rise").signed());
        // what is left beside pixel 0 is the effect of pixel 1: Var = 25 / 4, divided by (n - 2) / 4
        assertEquals(Math.sqrt(25 / 4.0 / (2 / 4.0)), map(found, "rise_error").map().data()[0], 1e-4);
    }

    @Test
    void masksCanHaveAChannelAxis() {
        Path file = folder.resolve("masks.npy");
        Npy.write(file, new Tensor(new float[] {1, 0, 0, 1, 1, 1, 0, 0}, 4, 2, 1, 1));
        List<Finding> found = explain(rise(Map.of("masks", file.toString(), "estimate", "centred")),
                FakeProbe.of(FakeProbe.linear(new float[] {3, -5}, 7)), Tensor.full(1, 1, 2, 1, 1));
        assertArrayEquals(new int[] {1, 2, 1, 1}, map(found, "rise").map().shape());
        assertArrayEquals(new float[] {3, -5}, map(found, "rise").map().data(), 1e-5f);
    }

    @Test
    void anOffsetOfTheScoreDrownsTheOriginalEstimateAndNotTheCentredOne() {
        Tensor x = Tensor.full(1, 1, 1, 16, 16);
        float[] w = new float[256];
        for (int y = 4; y < 8; y++) for (int i = 9; i < 13; i++) w[y * 16 + i] = 1;
        double[] centred = new double[2];
        double[] original = new double[2];
        for (int k = 0; k < 2; k++) {
            FakeProbe probe = FakeProbe.of(FakeProbe.linear(w, 200 * k));
            centred[k] = correlation(w, map(explain(rise(Map.of("samples", "1500", "cells", "8")), probe, x), "rise"));
            original[k] = correlation(w, map(explain(rise(Map.of("samples", "1500", "cells", "8", "estimate", "original")), probe, x), "rise"));
        }
        assertEquals(centred[0], centred[1], 1e-3);
        assertTrue(centred[1] > 0.7, "centred " + centred[1]);
        assertTrue(original[1] < 0.4 && original[0] > original[1], "original " + original[0] + " " + original[1]);
    }

    @Test
    void theStandardErrorShrinksWithTheRootOfTheNumberOfMasksAndCoversTheTruth() {
        float[] w = OcclusionTest.random(1, 36);
        FakeProbe probe = FakeProbe.of(FakeProbe.linear(w, 0));
        List<Finding> few = explain(rise(Map.of("samples", "1000", "cells", "6")), probe, ONES);
        List<Finding> many = explain(rise(Map.of("samples", "16000", "cells", "6")), probe, ONES);
        double ratio = median(map(few, "rise_error")) / median(map(many, "rise_error"));
        assertEquals(4, ratio, 0.2);
        // the truth is the same estimate with far more masks of another seed
        List<Finding> truth = explain(rise(Map.of("samples", "40000", "cells", "6", "seed", "77")), probe, ONES);
        int inside = 0;
        for (int i = 0; i < 36; i++)
            if (Math.abs(at(few, "rise", i) - at(truth, "rise", i)) <= 2 * at(few, "rise_error", i)) inside++;
        assertTrue(inside >= 31, inside + " of 36 within two standard errors, 34 expected");
    }

    @Test
    void sameSeedSameBytesAndAnotherSeedOthers() {
        FakeProbe probe = FakeProbe.of(FakeProbe.linear(OcclusionTest.random(1, 36), 0));
        Rise rise = rise(Map.of("samples", "100", "seed", "5"));
        assertEquals(map(explain(rise, probe, ONES), "rise").map(), map(explain(rise, probe, ONES), "rise").map());
        Rise other = rise(Map.of("samples", "100", "seed", "6"));
        assertFalse(map(explain(rise, probe, ONES), "rise").map().equals(map(explain(other, probe, ONES), "rise").map()));
    }

    @Test
    void aStoppedRunIsTheRunWithFewerMasks() {
        float[] w = OcclusionTest.random(1, 36);
        FakeProbe stopping = new FakeProbe(List.of(FakeProbe.linear(w, 0)), 50);
        List<Finding> part = explain(rise(Map.of("samples", "1000")), stopping, ONES);
        List<Finding> whole = explain(rise(Map.of("samples", "50")), FakeProbe.of(FakeProbe.linear(w, 0)), ONES);
        assertEquals(map(whole, "rise").map(), map(part, "rise").map());
        assertEquals(true, map(part, "rise").facts().get("partial"));
        assertEquals(0.05, map(part, "rise").facts().get("share_done"));
        FakeProbe never = new FakeProbe(List.of(FakeProbe.linear(w, 0)), 0);
        assertTrue(Float.isNaN(at(explain(new Rise(), never, ONES), "rise", 0)));
    }

    @Test
    void itStopsEarlyOnlyWhenTheErrorIsBelowTheShare() {
        FakeProbe probe = FakeProbe.of(FakeProbe.linear(OcclusionTest.random(1, 36), 0));
        Finding.Attribution early = map(explain(rise(Map.of("samples", "20000", "stop", "0.05")), probe, ONES), "rise");
        int used = (int) early.facts().get("masks");
        assertTrue(used > 200 && used < 20000, used + " masks");
        assertEquals(true, early.facts().get("stopped_early"));
        assertFalse(early.facts().containsKey("partial"));
        assertTrue((double) early.facts().get("standard_error_median") <= 0.05 * (double) early.facts().get("range"));
    }

    @Test
    void manyTargetsGiveTheMapsOfOneEach() {
        float[] a = OcclusionTest.random(1, 36);
        float[] b = OcclusionTest.random(2, 36);
        Rise rise = rise(Map.of("samples", "70"));
        FakeProbe both = new FakeProbe(List.of(FakeProbe.linear(a, 0), FakeProbe.linear(b, 5)), Integer.MAX_VALUE);
        List<Finding> found = explain(rise, both, ONES);
        assertEquals(4, found.size());
        assertEquals(map(explain(rise, FakeProbe.of(FakeProbe.linear(b, 5)), ONES), "rise").map(),
                ((Finding.Attribution) found.get(2)).map());
        assertEquals(1, found.get(2).target());
    }

    @Test
    void refusesNumbersOfMasksThatNobodyCanWaitFor() {
        for (String n : List.of("1", "0", "-5", "1000000000")) {
            Problem p = assertThrows(Problem.class, () -> rise(Map.of("samples", n)));
            assertEquals("A06", p.code());
            assertTrue(p.getMessage().contains(n) && p.getMessage().contains("1000000"), p.getMessage());
        }
        assertEquals(Cells.of(8), new Rise().cells());
    }

    private Rise rise(Map<String, String> values) {
        java.util.Map<String, String> all = new java.util.HashMap<>(values);
        all.put("fill", new ZeroFill().toString());
        return (Rise) Schema.<Explainer>of(Rise.class).create(all);
    }

    private static List<Finding> explain(Rise rise, FakeProbe probe, Tensor x) {
        return rise.explain(probe, Sample.of(x), Regions.NONE);
    }

    private static Finding.Attribution map(List<Finding> found, String name) {
        return (Finding.Attribution) found.stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
    }

    private static float at(List<Finding> found, String name, int i) {
        return map(found, name).map().data()[i];
    }

    private static double median(Finding.Attribution map) {
        float[] sorted = map.map().data().clone();
        java.util.Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double correlation(float[] a, Finding.Attribution map) {
        float[] b = map.map().data();
        double ma = 0;
        double mb = 0;
        for (int i = 0; i < a.length; i++) {
            ma += a[i] / (double) a.length;
            mb += b[i] / (double) a.length;
        }
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - ma) * (b[i] - mb);
            aa += (a[i] - ma) * (a[i] - ma);
            bb += (b[i] - mb) * (b[i] - mb);
        }
        return ab / Math.sqrt(aa * bb);
    }
}
