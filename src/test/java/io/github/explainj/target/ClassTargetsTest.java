// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl;
import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.ModelFile;
import io.github.explainj.onnx.Value;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClassTargetsTest {

    private static final Tensor LOGITS = Nets.row(1, -2, 3);

    @Test
    void aClassIsTheLogitBeforeASoftmax() {
        Ran model = Nets.made(x -> x.builder().op("Softmax", Attributes.NONE.with("axis", 1), x), LOGITS);
        assertEquals(3, model.score("class:2"));
        assertEquals("x", model.resolve("class:2").facts().get("scores"));
        assertEquals("logit", model.resolve("class:2").facts().get("form"));
    }

    @Test
    void theLogitIsFoundBehindOperatorsThatOnlyPassItOn() {
        Ran model = Nets.made(x -> x.builder().op("Softmax", Attributes.NONE.with("axis", 1), x)
                .reshape(0, 3, 1, 1).identity(), LOGITS);
        assertEquals(-2, model.score("class:1"));
        assertEquals(Math.exp(-2) / (Math.exp(1) + Math.exp(-2) + Math.exp(3)), model.score("prob:1"), 1e-6);
        assertEquals(-2 - Math.log(Math.exp(1) + Math.exp(3)), model.score("logodds:1"), 1e-5);
    }

    @Test
    void theLogitIsFoundBeforeASoftmaxThatIsWrittenOut() {
        Ran model = Nets.made(x -> x.softmax(1), LOGITS);
        assertEquals(-2, model.score("class:1"));
        assertEquals("x", model.resolve("class:1").facts().get("scores"));
    }

    @Test
    void probabilitiesOfAllClassesSumToOne() {
        for (Ran model : List.of(Nets.echo(LOGITS), Nets.made(x -> x.softmax(1), LOGITS),
                Nets.made(x -> x.builder().op("LogSoftmax", Attributes.NONE.with("axis", 1), x), LOGITS))) {
            float[] p = model.scores("prob:0", "prob:1", "prob:2");
            assertEquals(1, p[0] + p[1] + p[2], 1e-6);
            assertEquals(1 / (1 + Math.exp(-2) + Math.exp(-5)), p[2], 1e-6);
        }
    }

    @Test
    void logOddsAreThoseOfTheProbabilityAndIgnoreACommonShift() {
        double p = Nets.echo(LOGITS).score("prob:0");
        assertEquals(Math.log(p / (1 - p)), Nets.echo(LOGITS).score("logodds:0"), 1e-5);
        Ran shifted = Nets.made(x -> x.plus(7), LOGITS);
        assertEquals(Nets.echo(LOGITS).score("logodds:0"), shifted.score("logodds:0"), 1e-5);
    }

    @Test
    void logOddsKeepTheirDigitsWhenAClassDominates() {
        assertEquals(198, Nets.echo(Nets.row(-100, 98, -1000)).score("logodds:1"), 1e-4);
        assertEquals(-198, Nets.echo(Nets.row(-100, 98, -1000)).score("logodds:0"), 1e-4);
    }

    @Test
    void aSingleLogitBelongsToASigmoid() {
        Ran model = Nets.echo(Nets.row(0.5f));
        assertEquals(0.5, model.score("class:0"));
        assertEquals(0.5, model.score("logodds:0"));
        assertEquals(1 / (1 + Math.exp(-0.5)), model.score("prob:0"), 1e-6);
        assertEquals("sigmoid (assumed)", model.resolve("prob:0").facts().get("activation"));
    }

    @Test
    void aSigmoidAtTheEndGivesIndependentProbabilities() {
        Ran model = Nets.made(x -> x.sigmoid(), LOGITS);
        assertEquals(-2, model.score("class:1"));
        assertEquals(-2, model.score("logodds:1"));
        assertEquals(1 / (1 + Math.exp(2)), model.score("prob:1"), 1e-6);
    }

    @Test
    void thePackagesActivationMakesTheOutputTheLogit() {
        Graph graph = Nets.graph(17, x -> x, -1, 3);
        Ran model = new Ran(new ModelFacts(graph, true, Map.of(), Map.of("y", "sigmoid")), Map.of("x", LOGITS));
        assertEquals(-2, model.score("class:1"));
        assertEquals(1 / (1 + Math.exp(2)), model.score("prob:1"), 1e-6);
    }

    @Test
    void theTopClassIsFoundOnceAndNamed() {
        Graph graph = Nets.graph(17, x -> x.softmax(1), -1, 3);
        Ran model = new Ran(Nets.named(graph, "cat", "dog", "owl"), Map.of("x", LOGITS));
        Resolved top = Targets.byDefault().resolve(model);
        assertEquals("class:2", top.spec());
        assertEquals("class 2 \"owl\" (logit)", top.describe());
        assertEquals("owl", top.facts().get("class"));
        Tensor other = Nets.row(9, 0, -1);
        assertEquals(-1, model.head(List.of(top), Map.of("x", other)).data()[0]);
    }

    @Test
    void classesAreChosenByName() {
        Graph graph = Nets.graph(17, x -> x, -1, 3);
        Ran model = new Ran(Nets.named(graph, "a - b", "3", "owl"), Map.of("x", LOGITS));
        assertEquals(3, model.score("class:owl"));
        assertEquals(-2, model.score("class:\"3\""));
        assertEquals(1, model.score("class:\"a - b\""));
    }

    @Test
    void aClassThatDoesNotExistIsRefusedWithTheClasses() {
        Graph graph = Nets.graph(17, x -> x, -1, 3);
        Ran model = new Ran(Nets.named(graph, "cat", "dog", "owl"), Map.of("x", LOGITS));
        for (String spec : List.of("class:3", "class:-1", "prob:3", "logodds:-1")) {
            Problem p = assertThrows(Problem.class, () -> model.resolve(spec));
            assertEquals("A01", p.code());
            assertTrue(p.getMessage().startsWith(spec + " is not possible"), p.getMessage());
            assertTrue(p.getMessage().contains("0...2: cat, dog, owl"), p.getMessage());
        }
        Problem p = assertThrows(Problem.class, () -> model.resolve("class:dgo"));
        assertTrue(p.getMessage().contains("did you mean \"dog\""), p.getMessage());
    }

    @Test
    void anInfinityInAnotherClassDoesNotSpoilAClass() {
        Ran model = Nets.echo(Nets.row(1, Float.POSITIVE_INFINITY, Float.NaN, 4));
        assertEquals(1, model.score("class:0"));
        assertEquals(List.of(4f, 1f), List.of(model.scores("class:3", "class:0")[0], model.scores("class:3", "class:0")[1]));
    }

    @Test
    void anImageOfClassesNeedsARoiOrSaysWhatWorks() {
        Ran model = Nets.echo(Nets.counting(1, 2, 2, 3));
        for (String spec : List.of("class:1", "top", "prob:0", "logodds:0")) {
            Problem p = assertThrows(Problem.class, () -> model.resolve(spec));
            assertEquals("A01", p.code());
            assertTrue(p.getMessage().contains("[1, 2, 2, 3]"), p.getMessage());
            assertTrue(p.getMessage().contains("Draw a ROI") && p.getMessage().contains("mean:0"), p.getMessage());
            for (String part : List.of("--roi FILE", "region:0:FILE", "regions:0:FILE"))
                assertTrue(p.getMessage().contains(part), part + " in: " + p.getMessage());
            assertFalse(p.getMessage().contains("box:"), p.getMessage());
        }
    }

    @Test
    void anImageOfClassesIsAveragedOverTheRoi() {
        Ran model = Nets.echo(Nets.counting(1, 2, 2, 3))
                .region("", new Tensor(new float[] {1, 0, 0, 0, 1, 0}, 1, 1, 2, 3));
        assertEquals((6 + 10) / 2.0, model.score("class:1"));
        assertEquals("class:1", model.resolve("top").spec());
        assertEquals(1 / (1 + Math.exp(-6)), model.score("prob:1"), 1e-6);
        assertEquals(-6, model.score("logodds:0"), 1e-5);
    }

    @Test
    void decisionsAreRefusedAndTheScoresBeforeThemNamed() {
        Ran model = Nets.made(x -> x.builder().op("ArgMax", Attributes.NONE.with("axis", 1), x.relu()), LOGITS);
        Problem p = assertThrows(Problem.class, () -> model.resolve("class:0"));
        assertEquals("M33", p.code());
        String scores = model.facts().graph().nodes().get(0).outputs().get(0);
        assertTrue(p.getMessage().contains("@" + scores), p.getMessage());
        assertEquals(3, model.score("class:2@" + scores));
    }

    @Test
    void wholeNumbersAreRefusedAndTheFloatsBeforeThemNamed() {
        GraphBuilder b = new GraphBuilder();
        Value scores = b.input("x", ElementType.FLOAT, -1, 3).relu();
        b.output("y", scores.cast(ElementType.INT64));
        ModelFacts facts = Nets.facts(typed(b.build()));
        Problem p = assertThrows(Problem.class, () -> new Ran(facts, Map.of("x", LOGITS)).resolve("top"));
        assertEquals("M33", p.code());
        assertTrue(p.getMessage().contains("whole numbers") && p.getMessage().contains("@" + scores.name()), p.getMessage());
    }

    /** Declares the type of the output, which the builder leaves to ONNX Runtime. */
    private static Graph typed(Graph graph) {
        try {
            OnnxMl.ModelProto.Builder m = OnnxMl.ModelProto.parseFrom(graph.bytes()).toBuilder();
            m.getGraphBuilder().getOutputBuilder(0).getTypeBuilder().getTensorTypeBuilder()
                    .setElemType(ElementType.INT64.number());
            Path file = Files.createTempFile("whole", ".onnx");
            Files.write(file, m.build().toByteArray());
            Graph read = ModelFile.open(file).graph();
            Files.delete(file);
            return read;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void suppressedBoxesAreRefusedAndTheScoresBeforeThemNamed() {
        Ran model = Nets.made(x -> x.builder().op("NonMaxSuppression", x.builder().constant(Tensor.zeros(1, 3, 4)),
                x.reshape(1, 1, 3), x.builder().integers(1)), LOGITS);
        Problem p = assertThrows(Problem.class, () -> model.resolve("class:0"));
        assertEquals("M33", p.code());
        assertTrue(p.getMessage().contains("NonMaxSuppression"), p.getMessage());
        assertTrue(p.getMessage().contains("@" + model.facts().graph().nodes().get(0).outputs().get(0)), p.getMessage());
    }

    @Test
    void classesMayStandInTheLastAxis() {
        Ran model = Nets.echo(LOGITS.reshaped(1, 1, 3));
        assertEquals("class:2", model.resolve("top").spec());
        assertEquals(-2 - Math.log(Math.exp(1) + Math.exp(3)), model.score("logodds:1"), 1e-5);
        double p = Nets.echo(LOGITS).score("prob:1");
        assertEquals(p, model.score("prob:1"), 1e-6);
    }

    @Test
    void theTopClassIgnoresNaNAndNeedsANumber() {
        assertEquals("class:1", Nets.echo(Nets.row(Float.NaN, -5, -6)).resolve("top").spec());
        Problem p = assertThrows(Problem.class, () -> Nets.echo(Nets.row(Float.NaN, Float.NaN)).resolve("top"));
        assertTrue(p.getMessage().contains("NaN"), p.getMessage());
    }
}
