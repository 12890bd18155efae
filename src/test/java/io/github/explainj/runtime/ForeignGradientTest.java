// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.gradient.GradientRules;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.perturb.Samples;
import io.github.explainj.probe.Device;
import io.github.explainj.probe.Differentiation;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import io.github.explainj.target.Resolved;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gradients from another file: here one that can be told from the true one. */
class ForeignGradientTest {

    private static final Tensor X = Nets.random(3, 1, 2, 3, 3);
    private static final Differentiation BY_INPUT = new Differentiation(Differentiation.INPUT);

    @TempDir
    private Path folder;

    /** "y" [N, 2] are determinants, which have no rule of ours; x is channels-last. */
    private static Graph determinants() {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, -1, 3, 3, 2).transpose(0, 3, 1, 2);
        b.output("y", b.op("Det", x));
        b.output("z", b.value("y").plus(x.sum(false, 2, 3)));
        return b.build();
    }

    /** Ten times each weight times x. */
    private GradientFile file(String image, String weights, String gradient, Map<String, String> names) {
        GraphBuilder b = new GraphBuilder();
        Value w = b.input(weights, ElementType.DOUBLE, 1, 2);
        Value x = b.input(image, ElementType.FLOAT, -1, 3, 3, 2);
        b.output("more", x.sum(false, 1, 2));
        b.output(gradient, x.times(w.cast(ElementType.FLOAT).reshape(-1, 1, 1, 2)).times(10));
        try {
            return new GradientFile(Files.write(folder.resolve("gradient.onnx"), b.build().bytes()), names);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static OrtModel open(GradientFile file) {
        Graph graph = determinants();
        return OrtModel.open(graph, Nets.card(graph, "byxc"), new OpenOptions(Device.CPU).withGradient(file));
    }

    private static List<Resolved> targets(String output) {
        return List.of(new Nets.Sum(output, 2, 2), new Nets.Sum(output, -1, 2));
    }

    private static void assertForeign(OrtModel model) {
        Samples.Noisy noisy = new Samples.Noisy(0.5, 3, 5);
        int done = model.probe(targets("y")).gradients(Sample.of(X), noisy, BY_INPUT, (i, t, d) -> {
            Tensor x = new Tensor(X.data().clone(), X.shape());
            noisy.addTo(i, x.data());
            float[] expected = x.data().clone();
            for (int e = 0; e < expected.length; e++) expected[e] *= t == 0 ? 20 : -10;
            assertArrayEquals(expected, d.gradient().data(), 1e-5f);
            assertEquals(x, d.values().get(Differentiation.INPUT));
            assertEquals(model.probe(targets("y")).score(Sample.of(x))[t], d.score(), 1e-5);
            return true;
        });
        assertEquals(5, done);
    }

    @Test
    void itTakesThePlaceOfOurs() {
        try (OrtModel model = open(file("x", "weights", "grad_x", Map.of()))) {
            assertForeign(model);
            // rules that are changed on purpose are ours
            Differentiation guided = new Differentiation(List.of(Differentiation.INPUT),
                    GradientRules.standard().with("Relu", s -> s.standard(), "same"));
            assertEquals("M13", assertThrows(Problem.class,
                    () -> model.probe(targets("y")).gradients(Sample.of(X), guided)).code());
        }
    }

    @Test
    void aNameOfNothingIsRefused() {
        GradientFile given = file("image", "v", "answer", Map.of("input", "image"));
        Problem p = assertThrows(Problem.class, () -> {
            try (OrtModel model = open(given)) {
                model.probe(targets("y")).gradients(Sample.of(X), BY_INPUT);
            }
        });
        assertTrue(p.code().equals("A04") && p.getMessage().contains("x, output, weights, gradient"), p.getMessage());
    }

    @Test
    void otherNamesAreFoundByTheirShapes() {
        try (OrtModel model = open(file("image", "v", "answer", Map.of()))) {
            assertForeign(model);
        }
    }

    @Test
    void namesCanBeGiven() {
        Map<String, String> names = Map.of("x", "image", "weights", "v", "gradient", "answer");
        try (OrtModel model = open(file("image", "v", "answer", names))) {
            assertForeign(model);
        }
        assertUnfit(file("image", "v", "answer", Map.of("weights", "w")), "y", "no \"w\"", "\"v\" [1, 2]");
        assertUnfit(file("image", "v", "answer", Map.of("gradient", "more")), "y", "[1, 3, 3, 2] was expected", "\"answer\"");
    }

    @Test
    void whatDoesNotFitIsSaid() {
        assertUnfit(file("x", "weights", "grad_x", Map.of()), "z", "does not read that alone", "@\"y\"");
        GraphBuilder b = new GraphBuilder();
        b.output("g", b.input("x", ElementType.FLOAT, -1, 3, 4, 2).relu());
        try {
            Files.write(folder.resolve("gradient.onnx"), b.build().bytes());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        assertUnfit(new GradientFile(folder.resolve("gradient.onnx"), Map.of()), "y", "[1, 3, 3, 2] was expected", "gradient.onnx");
        Problem none = assertThrows(Problem.class, () -> open(new GradientFile(folder.resolve("none.onnx"), Map.of())));
        assertTrue(none.getMessage().contains("none.onnx"), none.getMessage());
    }

    private static void assertUnfit(GradientFile file, String output, String... words) {
        try (OrtModel model = open(file)) {
            Probe probe = model.probe(targets(output));
            Problem p = assertThrows(Problem.class, () -> probe.gradients(Sample.of(X), BY_INPUT));
            assertEquals("A04", p.code());
            for (String w : words) assertTrue(p.getMessage().contains(w), p.getMessage());
        }
    }

    /** What we export we also accept. */
    @Test
    void ourOwnExportGivesOurGradients() throws IOException {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, -1, 2, 3, 3);
        b.output("y", x.sigmoid().flatten().matMul(b.initialiser("w", Nets.random(5, 18, 4))));
        Graph graph = b.build();
        Sample sample = Sample.of(X);
        try (OrtModel ours = Nets.open(graph, "bcyx")) {
            Path file = Files.write(folder.resolve("export.onnx"), ours.gradientGraph(sample, List.of(), List.of()).bytes());
            OpenOptions options = new OpenOptions(Device.CPU).withGradient(new GradientFile(file, Map.of()));
            try (OrtModel theirs = OrtModel.open(graph, Nets.card(graph, "bcyx"), options)) {
                for (int t = 0; t < 2; t++)
                    assertArrayEquals(ours.probe(targets("y")).gradients(sample, BY_INPUT).get(t).gradient().data(),
                            theirs.probe(targets("y")).gradients(sample, BY_INPUT).get(t).gradient().data(), 1e-6f);
            }
        }
    }
}
