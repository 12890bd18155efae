// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.gradient.GradientRules;
import io.github.explainj.gradient.NotDifferentiable;
import io.github.explainj.gradient.RuleFamily;
import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Node;
import io.github.explainj.onnx.Value;
import io.github.explainj.perturb.Samples;
import io.github.explainj.perturb.ZeroFill;
import io.github.explainj.probe.Derivative;
import io.github.explainj.probe.Differentiation;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import io.github.explainj.target.Resolved;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** On networks whose gradient one writes down: of {@code sum of w x^2} it is {@code 2 w x}. */
class GradientsTest {

    private static final Tensor X = Nets.random(3, 1, 2, 3, 5);
    private static final Tensor W = Nets.random(4, 2, 3, 5);
    private static final Sample SAMPLE = Sample.of(X);
    private static final Differentiation BY_INPUT = new Differentiation(Differentiation.INPUT);

    /** y = sum of w h, h = x^2; {@code shown} changes h without changing its values. */
    private static Graph square(UnaryOperator<Value> shown, long... dims) {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, dims);
        b.output("h", x.times(x));
        Value w = b.initialiser("w", dims[dims.length - 1] == 2 ? W.reshaped(1, 2, 3, 5) : W);
        Value h = dims[dims.length - 1] == 2 ? b.value("h").transpose(0, 3, 1, 2) : b.value("h");
        b.output("y", shown.apply(h.times(w)).flatten().sum(true, 1));
        return b.build();
    }

    private static Graph square(long... dims) {
        return square(v -> v, dims);
    }

    /** The second is three times the first. */
    private static List<Resolved> targets() {
        return List.of(new Nets.Sum("y", 1, 2), new Nets.Sum("y", 3, 2));
    }

    private static void assertGradient(Tensor x, double factor, Derivative d) {
        assertArrayEquals(X.shape(), d.gradients().get(Differentiation.INPUT).shape());
        for (int i = 0; i < x.size(); i++)
            assertEquals(factor * W.data()[i] * x.data()[i], d.gradients().get(Differentiation.INPUT).data()[i], 1e-5, "element " + i);
    }

    private static double score(Tensor x) {
        return IntStream.range(0, x.size()).mapToDouble(i -> (double) W.data()[i] * x.data()[i] * x.data()[i]).sum();
    }

    @Test
    void theGradientOfTheUnchangedInputPerTargetAtAnyBatch() {
        for (long batch : new long[] {-1, 1, 3})
            try (OrtModel model = Nets.open(square(batch, 2, 3, 5), "bcyx")) {
                List<Derivative> found = model.probe(targets()).gradients(SAMPLE, BY_INPUT);
                assertEquals(2, found.size());
                for (int t = 0; t < 2; t++) {
                    assertGradient(X, t == 0 ? 2 : 6, found.get(t));
                    assertEquals((t == 0 ? 1 : 3) * score(X), found.get(t).score(), 1e-4);
                    assertEquals(X, found.get(t).values().get(Differentiation.INPUT));
                }
                assertEquals(List.of(), model.remarks());
            }
    }

    @Test
    void anotherLayoutIsCanonicalInTheGradient() {
        try (OrtModel model = Nets.open(square(-1, 3, 5, 2), "byxc")) {
            Derivative d = model.probe(targets()).gradients(SAMPLE, new Differentiation(Differentiation.INPUT, "x", "h")).get(0);
            assertGradient(X, 2, d);
            assertEquals(X, d.values().get(Differentiation.INPUT));
            Tensor own = model.front().axes().own(d.gradients().get(Differentiation.INPUT));
            assertEquals(own, d.gradients().get("x"));
            assertArrayEquals(new int[] {1, 3, 5, 2}, d.gradients().get("h").shape());
        }
    }

    @Test
    void innerTensorsComeWithTheirValues() {
        for (long batch : new long[] {-1, 1, 3})
            try (OrtModel model = Nets.open(square(batch, 2, 3, 5), "bcyx")) {
                Derivative d = model.probe(targets()).gradients(SAMPLE, new Differentiation("h")).get(1);
                assertArrayEquals(X.shape(), d.values().get("h").shape());
                for (int i = 0; i < X.size(); i++) {
                    assertEquals(X.data()[i] * X.data()[i], d.values().get("h").data()[i], 1e-6);
                    assertEquals(3 * W.data()[i], d.gradient().data()[i], 1e-6);
                }
            }
    }

    @Test
    void noiseAndPathsAreDifferentiatedInBatchesWhereTheySay() {
        Samples.Noisy noisy = new Samples.Noisy(0.3, 7, 37);
        Samples.Path path = new Samples.Path(new ZeroFill(), IntStream.range(0, 37).mapToObj(i -> i / 36.0).toList());
        for (long batch : new long[] {-1, 4})
            try (OrtModel model = Nets.open(square(batch, 2, 3, 5), "bcyx")) {
                Probe probe = model.probe(targets());
                List<Tensor> noise = new ArrayList<>();
                List<Tensor> line = new ArrayList<>();
                for (int i = 0; i < 37; i++) {
                    Tensor n = new Tensor(X.data().clone(), X.shape());
                    noisy.addTo(i, n.data());
                    noise.add(n);
                    Tensor p = Tensor.zeros(X.shape());
                    for (int e = 0; e < p.size(); e++) p.data()[e] = i / 36f * X.data()[e];
                    line.add(p);
                }
                assertAll(probe, noisy, noise);
                assertAll(probe, path, line);
            }
    }

    private static void assertAll(Probe probe, Samples samples, List<Tensor> expected) {
        List<String> order = new ArrayList<>();
        int done = probe.gradients(SAMPLE, samples, BY_INPUT, (i, t, d) -> {
            order.add(i + "." + t);
            assertGradient(expected.get(i), t == 0 ? 2 : 6, d);
            assertEquals((t == 0 ? 1 : 3) * score(expected.get(i)), d.score(), 1e-4);
            return true;
        });
        assertEquals(samples.count(), done);
        assertEquals(IntStream.range(0, 2 * done).mapToObj(r -> r / 2 + "." + r % 2).toList(), order);
    }

    @Test
    void otherInputsAreHeldFixedAndCanBeDifferentiatedToo() {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, -1, 2, 3, 5);
        Value g = b.input("g", ElementType.DOUBLE, -1, 2, 1, 1);
        Value o = b.input("o", ElementType.FLOAT, 1);
        b.output("y", x.times(g.cast(ElementType.FLOAT)).plus(o).flatten().sum(true, 1));
        Sample s = new Sample(X, SAMPLE.grid(), SAMPLE.scene(), SAMPLE.toModel(),
                Map.of("g", new Tensor(new float[] {2, -1}, 1, 2, 1, 1), "o", new Tensor(new float[] {5}, 1)));
        try (OrtModel model = Nets.open(b.build(), "bcyx")) {
            Probe probe = model.probe(targets());
            List<Derivative> found = probe.gradients(s, new Differentiation(Differentiation.INPUT, "g"));
            for (int i = 0; i < X.size(); i++)
                assertEquals(i < 15 ? 2 : -1, found.get(0).gradients().get(Differentiation.INPUT).data()[i]);
            for (int c = 0; c < 2; c++)
                assertEquals(3 * sum(X, 15 * c, 15), found.get(1).gradients().get("g").data()[c], 1e-4);
            // o has no batch axis: its gradient is the sum over what reads it, one sample a run
            List<Float> perSample = new ArrayList<>();
            probe.gradients(s, new Samples.Noisy(0.1, 1, 3), new Differentiation("o"), (i, t, d) -> perSample.add(d.gradient().data()[0]));
            assertEquals(List.of(30f, 90f, 30f, 90f, 30f, 90f), perSample);
        }
    }

    private static double sum(Tensor t, int from, int count) {
        return IntStream.range(from, from + count).mapToDouble(i -> t.data()[i]).sum();
    }

    /** Of one sample, or of copies of it, what is scored is w x^2 / 4. */
    @Test
    void aModelThatMixesItsBatchIsDifferentiatedSampleBySample() {
        for (long batch : new long[] {-1, 3}) {
            GraphBuilder b = new GraphBuilder();
            Value x = b.input("x", ElementType.FLOAT, batch, 2, 3, 5);
            Value half = x.minus(x.mean(true, 0).times(0.5f));
            b.output("y", half.times(half).times(b.initialiser("w", W)).flatten().sum(true, 1));
            try (OrtModel model = Nets.open(b.build(), "bcyx")) {
                Samples.Noisy noisy = new Samples.Noisy(0.3, 7, 5);
                model.probe(targets()).gradients(SAMPLE, noisy, BY_INPUT, (i, t, d) -> {
                    Tensor n = new Tensor(X.data().clone(), X.shape());
                    noisy.addTo(i, n.data());
                    assertGradient(n, (t == 0 ? 2 : 6) / 4.0, d);
                    return true;
                });
                assertTrue(model.remarks().toString().contains("mixes the samples"), model.remarks().toString());
            }
        }
    }

    @Test
    void aModelThatCannotTakeTwoSamplesIsDifferentiatedOneByOne() {
        try (OrtModel model = Nets.open(square(v -> v.reshape(1, 30), -1, 2, 3, 5), "bcyx")) {
            Samples.Noisy still = new Samples.Noisy(0, 7, 5);
            assertAll(model.probe(targets()), still, java.util.Collections.nCopies(5, X));
        }
    }

    /** Inference of shapes does not look through the floats: how much is padded is found by a run. */
    @Test
    void sizesThatAreComputedInsideAreKnown() {
        UnaryOperator<Value> padded = v -> {
            GraphBuilder b = v.builder();
            Value sizes = v.shape().cast(ElementType.FLOAT).times(1f).cast(ElementType.INT64);
            Value pad = sizes.gather(b.integers(3), 0);
            Value none = b.integers(0, 0, 0);
            Value pads = b.op("Concat", Attributes.NONE.with("axis", 0), none, pad, none, pad);
            Value rows = b.op("Concat", Attributes.NONE.with("axis", 0), sizes.gather(b.integers(0), 0), b.integers(-1));
            return b.op("Reshape", b.op("Pad", v, pads), rows);
        };
        for (long batch : new long[] {-1, 3})
            try (OrtModel model = Nets.open(square(padded, batch, 2, 3, 5), "bcyx")) {
                assertAll(model.probe(targets()), new Samples.Noisy(0, 7, 5), java.util.Collections.nCopies(5, X));
                assertEquals(List.of(), model.remarks());
            }
    }

    @Test
    void theSinkCanStopAndWholeSamplesAreCounted() {
        try (OrtModel model = Nets.open(square(-1, 2, 3, 5), "bcyx")) {
            Samples many = new Samples.Noisy(0.3, 7, 500);
            assertEquals(5, model.probe(targets()).gradients(SAMPLE, many, BY_INPUT, (i, t, d) -> i < 5));
            Probe interrupted = model.probe(targets());
            List<Integer> taken = new ArrayList<>();
            int done = interrupted.gradients(SAMPLE, many, BY_INPUT, (i, t, d) -> {
                if (i == 20) interrupted.interrupt();
                return taken.add(i);
            });
            assertTrue(done >= 20 && done < 60, "done " + done);
            assertEquals(taken.size() / 2, done);
            assertEquals(2, model.probe(targets()).gradients(SAMPLE, BY_INPUT).size());
        }
    }

    @Test
    void overriddenRulesAreAnotherGraphAndTheirRemarksAreKept() {
        GradientRules marked = GradientRules.standard().with("Mul", s -> {
            s.remark("Products were passed straight through.");
            return RuleFamily.dx(s.dy());
        }, "straight");
        try (OrtModel model = Nets.open(square(-1, 2, 3, 5), "bcyx")) {
            Probe probe = model.probe(targets());
            assertGradient(X, 2, probe.gradients(SAMPLE, BY_INPUT).get(0));
            Derivative straight = probe.gradients(SAMPLE, new Differentiation(List.of(Differentiation.INPUT), marked)).get(0);
            assertEquals(Tensor.full(1, X.shape()), straight.gradient());
            assertEquals(List.of("Products were passed straight through."), model.remarks());
        }
    }

    @Test
    void anImageOfWholeNumbersIsRoundedAndDifferentiatedAsFloats() {
        Tensor x = new Tensor(X.data().clone(), X.shape());
        Tensor rounded = Tensor.zeros(X.shape());
        for (int i = 0; i < 30; i++) {
            x.data()[i] = i * 17 - 20.25f;
            rounded.data()[i] = Math.min(255, Math.max(0, Math.round(x.data()[i])));
        }
        GraphBuilder b = new GraphBuilder();
        Value f = b.input("x", ElementType.UINT8, -1, 3, 5, 2).transpose(0, 3, 1, 2).cast(ElementType.FLOAT);
        b.output("y", f.times(f).times(b.initialiser("w", W)).times(1e-3f).flatten().sum(true, 1));
        try (OrtModel model = Nets.open(b.build(), "byxc")) {
            Derivative d = model.probe(targets()).gradients(Sample.of(x), BY_INPUT).get(0);
            for (int i = 0; i < 30; i++) assertEquals(2e-3 * W.data()[i] * rounded.data()[i], d.gradient().data()[i], 1e-4);
            assertEquals(List.of(), model.obstacles("y"));
        }
    }

    @Test
    void whatPreventsAGradientIsFoundBeforehand() {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, -1, 2, 3, 3);
        b.output("d", b.op("Det", x.relu()));
        b.output("c", b.op("ArgMax", Attributes.NONE.with("axis", 1), x.exp()).cast(ElementType.FLOAT).flatten());
        b.output("y", x.flatten());
        b.output("s", x.shape().cast(ElementType.FLOAT));
        Sample s = Sample.of(Nets.random(3, 1, 2, 3, 3));
        try (OrtModel model = Nets.open(b.build(), "bcyx")) {
            assertEquals(List.of("Det"), model.obstacles("d").stream().map(Node::op).toList());
            assertEquals(List.of("ArgMax"), model.obstacles("c").stream().map(Node::op).toList());
            assertEquals(List.of(), model.obstacles("y"));
            assertEquals(List.of(), model.obstacles("s"));
            Problem p = assertThrows(Problem.class,
                    () -> model.probe(List.of(new Nets.Sum("c", 1, 2))).gradients(s, BY_INPUT));
            assertEquals("M33", p.code());
            assertTrue(p.getMessage().contains("\"ArgMax\"") && p.getMessage().contains("explainj_exp"), p.getMessage());
            assertTrue(p.getMessage().contains("depends on \"x\""), p.getMessage());
            assertTrue(((NotDifferentiable) p).with(List.of("rise")).getMessage().matches(".*still work: rise.*M33.*"), p.getMessage());
        }
    }

    @Test
    void aModelOfWholeNumbersSaysWhatWouldHelp() {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, -1, 2, 3, 3);
        Value step = b.initialiser("step", Tensor.full(0.1f));
        Value whole = b.op("QuantizeLinear", x, step);
        b.output("y", b.op("MatMulInteger", whole, whole).cast(ElementType.FLOAT).sum(false, 2, 3));
        try (OrtModel model = Nets.open(b.build(), "bcyx")) {
            Probe probe = model.probe(List.of(new Nets.Sum("y", 1, 2)));
            Problem p = assertThrows(Problem.class, () -> probe.gradients(Sample.of(Nets.random(3, 1, 2, 3, 3)), BY_INPUT));
            assertTrue(p.code().equals("M33") && p.getMessage().contains("\"MatMulInteger\"") && p.getMessage().contains("whole numbers"), p.getMessage());
        }
    }

    @Test
    void whatCannotBeDifferentiatedIsNamed() {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, -1, 2, 3, 3);
        b.output("d", b.op("Det", x));
        b.output("i", x.cast(ElementType.INT64));
        b.output("y", b.value("d").plus(b.value("i").cast(ElementType.FLOAT).sum(false, 2, 3)).sum(true, 1));
        Sample s = Sample.of(Nets.random(3, 1, 2, 3, 3));
        try (OrtModel model = Nets.open(b.build(), "bcyx")) {
            Probe probe = model.probe(targets());
            Problem rule = assertThrows(Problem.class, () -> probe.gradients(s, BY_INPUT));
            assertEquals("M13", rule.code());
            assertTrue(rule.getMessage().contains("\"Det\""), rule.getMessage());
            assertEquals(Tensor.full(1, 1, 2), probe.gradients(s, new Differentiation("d")).get(0).gradient());
            Problem none = assertThrows(Problem.class, () -> probe.gradients(s, new Differentiation("dd")));
            assertTrue(none.code().equals("A05") && none.getMessage().contains("\"dd\""), none.getMessage());
            Problem whole = assertThrows(Problem.class, () -> probe.gradients(s, new Differentiation("i")));
            assertTrue(whole.code().equals("A05") && whole.getMessage().contains("floating-point"), whole.getMessage());
        }
    }
}
