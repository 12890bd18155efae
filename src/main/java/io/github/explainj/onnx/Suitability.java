// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import io.github.explainj.problem.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says whether a part of a graph can be used for what a method needs; the graph itself is fine. */
public final class Suitability {

    /** Operators that pick or count: small changes of their inputs change nothing, or jump. */
    private static final Set<String> CHOOSERS = Set.of("ArgMax", "ArgMin", "NonMaxSuppression", "NonZero", "TopK",
            "Greater", "Less", "GreaterOrEqual", "LessOrEqual", "Equal", "And", "Or", "Not", "Shape", "Size",
            "Unique", "OneHot", "Round", "Floor", "Ceil", "Sign", "QuantizeLinear", "Hardmax");

    /** Operators that hand on what they read in another type or form. */
    private static final Set<String> CARRIERS = Set.of("Cast", "Identity", "Squeeze", "Unsqueeze", "Reshape", "Flatten",
            "Transpose", "Slice", "Gather", "GatherND", "GatherElements", "Concat", "Split");

    private final Graph graph;

    public Suitability(Graph graph) {
        this.graph = graph;
    }

    /**
     * Refuses an input that is no image: {@code [N, C, H, W]} or {@code [N, C, D, H, W]}, channels
     * first or last (M29).
     *
     * @param file the model's name, for the sentence
     */
    public void requireImage(String file, Port input) {
        boolean known = graph.hasShape(input.name());
        if (known && (input.rank() == 4 || input.rank() == 5)) return;
        throw new Problem("M29", file + " has the input \"" + input.name() + "\" "
                + (known ? "of shape " + input.shape() + " (" + input.rank() + " axes)" : "without a shape")
                + "; an image needs 4 axes [N, C, H, W], or 5 with depth. Feed it a .npy file with --tensor, which takes"
                + " any number of axes and writes .npy and JSON only.");
    }

    /**
     * Refuses a tensor that cannot be explained because it holds choices instead of scores (M33),
     * and names the scores before it.
     *
     * @param file the model's name, for the sentence
     */
    public void requireScores(String file, String tensor) {
        Optional<Node> chooser = chooser(tensor, new HashSet<>());
        if (chooser.isEmpty()) return;
        String before = scoresBefore(tensor).map(t -> "choose the scores before it: \"" + t + "\"")
                .orElse("choose another output");
        throw new Problem("M33", file + " has the output \"" + tensor + "\", made by " + chooser.get()
                + ": it holds choices or whole numbers, which do not change a little when the image does. Instead "
                + before + ".");
    }

    /** Returns the last tensor before a choice (ArgMax, NonMaxSuppression...); empty when there is none. */
    public Optional<String> scoresBefore(String tensor) {
        return chooser(tensor, new HashSet<>())
                .map(n -> n.op().equals("NonMaxSuppression") && n.inputs().size() > 1 ? n.inputs().get(1) : n.inputs().get(0))
                .map(t -> scoresBefore(t).orElse(t));
    }

    private Optional<Node> chooser(String tensor, Set<String> seen) {
        Optional<Node> made = graph.producer(tensor);
        if (made.isEmpty() || !seen.add(tensor)) return Optional.empty();
        Node n = made.get();
        if (CHOOSERS.contains(n.op()) && !isTopKValue(n, tensor)) return made;
        if (!CARRIERS.contains(n.op())) return Optional.empty();
        // Gather picks from its first input; the indices may well come from a choice
        List<String> read = n.op().equals("Concat") ? n.inputs() : n.inputs().subList(0, 1);
        return read.stream().map(t -> chooser(t, seen)).flatMap(Optional::stream).findFirst();
    }

    private static boolean isTopKValue(Node n, String tensor) {
        return n.op().equals("TopK") && n.outputs().get(0).equals(tensor);
    }
}
