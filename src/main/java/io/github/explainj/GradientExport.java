// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.input.ImageRegions;
import io.github.explainj.input.InputCard;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.ModelExport;
import io.github.explainj.problem.Problem;
import io.github.explainj.target.Resolved;
import io.github.explainj.target.Target;
import io.github.explainj.target.Targets;
import io.github.explainj.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Derives a model's gradient and writes it as a plain ONNX file. */
final class GradientExport {

    private final Explain explain;
    private final Options options;

    GradientExport(Explain explain, Options options) {
        this.explain = explain;
        this.options = options;
    }

    /** Writes the graph and returns it. */
    Graph write(GradientRequest request, Path out) {
        Prepared example = explain.prepare("example", Map.of("", example(request.size())));
        List<Resolved> targets = request.target().isBlank() ? List.of() : targets(request.target(), example);
        Graph graph = explain.model().gradientGraph(example.pieces().get(0).sample(), targets, request.wrt());
        ModelExport.write(graph, explain.card().weights(), out);
        return graph;
    }

    private List<Resolved> targets(String spec, Prepared example) {
        for (Target t : Targets.parseAll(List.of(spec), file -> List.of()))
            if (t.isChosenByImage())
                throw new Problem("A01", "The target " + spec + " is found on an image, and a graph is exported without"
                        + " one. Name what it found, as result.json of an explanation says: class:3, point:0,12,40.");
        List<Resolved> found = new Targeting(explain, options, example, List.of(spec), ImageRegions.NONE).of(example.pieces().get(0));
        if (found.size() != 1)
            throw new Problem("A01", "The target " + spec + " stands for " + found.size() + " targets; a graph is exported"
                    + " for one. Name one, or their sum: class:1 - class:2.");
        return found;
    }

    /** Returns zeros of the size for which the graph is derived, in the model's own layout. */
    private Tensor example(List<Integer> size) {
        InputCard input = explain.card().inputs().get(0);
        List<InputCard.Size> sizes = input.spatialSizes();
        int[] spatial = IntStream.range(0, sizes.size()).map(a -> size(sizes, a, size)).toArray();
        return input.axes().own(input.zeros(spatial));
    }

    private static int size(List<InputCard.Size> sizes, int axis, List<Integer> given) {
        InputCard.Size s = sizes.get(axis);
        if (given.isEmpty() && s.isFixed()) return s.min();
        if (given.isEmpty())
            throw new Problem("A06", "The model takes images of any size, and a gradient graph is derived for one: give the size,"
                    + " e.g. 256,256 (H,W, or D,H,W).");
        return Example.given(sizes, axis, given);
    }
}
