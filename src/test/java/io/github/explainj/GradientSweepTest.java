// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtException;
import io.github.explainj.gradient.Ran;
import io.github.explainj.input.Axes;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.ModelExport;
import io.github.explainj.onnx.ModelFile;
import io.github.explainj.probe.Derivative;
import io.github.explainj.probe.Differentiation;
import io.github.explainj.problem.Problem;
import io.github.explainj.target.Resolved;
import io.github.explainj.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gradients of the input and of inner tensors against every reference that there is. */
class GradientSweepTest {

    private static final String FILES = "grad_input.npy|act_\\d+.npy|grad_act_\\d+.npy|batch_grad_input.npy";
    private static final double ACTIVATION = 1e-4;
    private static final double GRADIENT = 1e-3;

    private final List<String> passed = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();

    @TempDir
    private Path exported;

    @Test
    void everyReferenceFileAgrees() {
        List<ReferenceCase> cases = ReferenceCase.all();
        cases.forEach(this::compare);
        long files = cases.stream().mapToLong(c -> c.files(FILES).size()).sum();
        System.out.println("reference files: " + files + ", compared " + (passed.size() + failed.size())
                + "\npassed " + passed.size() + ": " + passed + "\nfailed " + failed.size() + ": " + failed);
        assertEquals(files, passed.size() + failed.size(), "reference files found and compared");
        assertEquals(List.of(), failed);
    }

    /** A model that cannot be differentiated fails all its files, and is not left out. */
    private void compare(ReferenceCase c) {
        try (Explain explain = c.open()) {
            Prepared input = c.input(explain);
            if (!c.files("grad_input.npy|act_\\d+.npy|grad_act_\\d+.npy").isEmpty()) inner(c, explain, input);
            if (c.has("batch_grad_input.npy")) batch(c, explain, input);
        } catch (Problem | IllegalStateException | IllegalArgumentException | OrtException e) {
            System.out.println(c.name() + ": " + e.getMessage());
            c.files(FILES).stream().map(f -> c.name() + " " + f).filter(f -> !passed.contains(f)).forEach(failed::add);
        }
    }

    private void inner(ReferenceCase c, Explain explain, Prepared input) {
        List<String> wrt = new ArrayList<>(List.of(Differentiation.INPUT));
        wrt.addAll(c.layers());
        Piece piece = input.pieces().get(0);
        List<Resolved> targets = new Targeting(explain, c.options(), input, List.of(c.target()), ImageRegions.NONE).of(piece);
        Derivative found = explain.model().probe(targets)
                .gradients(piece.sample(), new Differentiation(wrt.toArray(String[]::new))).get(0);
        Axes axes = explain.card().inputs().get(0).axes();
        if (c.has("grad_input.npy")) check(c, "grad_input.npy", axes.own(found.gradients().get(Differentiation.INPUT)), GRADIENT);
        for (int i = 0; i < c.layers().size(); i++) {
            if (c.has("act_" + i + ".npy")) check(c, "act_" + i + ".npy", found.values().get(c.layers().get(i)), ACTIVATION);
            if (c.has("grad_act_" + i + ".npy"))
                check(c, "grad_act_" + i + ".npy", found.gradients().get(c.layers().get(i)), GRADIENT);
        }
    }

    /** The exported graph takes the batch at once, with a weight of 1 at each sample's class. */
    private void batch(ReferenceCase c, Explain explain, Prepared input) throws OrtException {
        Graph graph = explain.model().gradientGraph(input.pieces().get(0).sample(), List.of(), List.of());
        Path file = exported.resolve(c.name() + ".onnx");
        ModelExport.write(graph, c.folder().resolve("model.onnx"), file);
        Tensor x = c.read("batch_input.npy");
        List<?> classes = (List<?>) c.object("batch").get("targets");
        Tensor weights = Tensor.zeros(c.read("batch_output.npy").shape());
        for (int i = 0; i < classes.size(); i++)
            weights.data()[i * (weights.size() / classes.size()) + ((Number) classes.get(i)).intValue()] = 1;
        String name = graph.inputs().get(0).name();
        try (Ran alone = new Ran(ModelFile.open(file).graph())) {
            check(c, "batch_grad_input.npy", alone.run(Map.of(name, x, "weights", weights)).get("grad_" + name), GRADIENT);
        }
    }

    /** Deep nets with kinks may also meet the case's bound of the Euclidean norm. */
    private void check(ReferenceCase c, String file, Tensor ours, double tolerance) {
        Tensor reference = c.read(file);
        double deviation = Deviation.of(ours, reference);
        boolean close = deviation <= Math.max(tolerance, file.startsWith("act") ? 0 : c.tolerance("gradient", tolerance))
                || Deviation.norm(ours, reference) <= c.tolerance("l2", 0);
        System.out.printf("%-45s %-22s %.2e%n", c.name(), file, deviation);
        (close ? passed : failed).add(c.name() + " " + file + (close ? "" : " " + deviation));
    }
}
