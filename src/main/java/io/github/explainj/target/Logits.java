// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.Node;
import io.github.explainj.onnx.Port;
import io.github.explainj.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where the class scores behind a tensor are.
 *
 * @param tensor the logits: what goes into the last softmax or sigmoid, or the tensor itself
 * @param activation {@code softmax}, {@code sigmoid}, or empty when neither the graph nor the package
 *     says
 * @param probabilities the graph's own probabilities; empty when it has none
 */
record Logits(String tensor, String activation, String probabilities) {

    /** Operators that pass every element on, in the same order. */
    private static final Set<String> PASSING =
            Set.of("Identity", "Cast", "Reshape", "Flatten", "Squeeze", "Unsqueeze", "Dropout");
    private static final Set<String> DECIDING = Set.of("ArgMax", "ArgMin", "NonMaxSuppression", "TopK", "NonZero");

    /**
     * Looks behind a tensor.
     *
     * @throws Problem M33 when it holds decisions (indices, detections) rather than scores
     */
    static Logits of(ModelFacts facts, String tensor) {
        Graph graph = facts.graph();
        String end = before(graph, tensor);
        Optional<Node> last = graph.producer(end);
        String op = last.map(n -> n.domain().isEmpty() ? n.op() : "").orElse("");
        if (DECIDING.contains(op)) throw decided(tensor, last.get());
        if (isWhole(graph, tensor)) throw whole(tensor, end);
        String said = facts.activations().getOrDefault(tensor, "none");
        return switch (op) {
            case "Softmax" -> new Logits(input(last), "softmax", end);
            case "LogSoftmax" -> new Logits(input(last), "softmax", "");
            case "Sigmoid" -> new Logits(input(last), "sigmoid", end);
            case "Div" -> quotient(graph, last.get()).map(x -> new Logits(x, "softmax", end))
                    .orElseGet(() -> itself(tensor, said));
            default -> itself(tensor, said);
        };
    }

    private static Logits itself(String tensor, String said) {
        return new Logits(tensor, said.equals("none") ? "" : said, "");
    }

    /** Walks back over operators that only pass elements on. */
    private static String before(Graph graph, String tensor) {
        Optional<Node> n = graph.producer(tensor);
        return n.isPresent() && PASSING.contains(n.get().op()) && n.get().domain().isEmpty()
                        && n.get().outputs().indexOf(tensor) == 0
                ? before(graph, n.get().inputs().get(0))
                : tensor;
    }

    private static String input(Optional<Node> node) {
        return node.orElseThrow().inputs().get(0);
    }

    /** Recognises a softmax that is written as exp(x) / sum(exp(x)), also with the maximum taken off x. */
    private static Optional<String> quotient(Graph graph, Node div) {
        Optional<Node> above = graph.producer(div.inputs().get(0)).filter(n -> n.op().equals("Exp"));
        boolean summed = isOf(graph, div.inputs().get(1), "ReduceSum", div.inputs().get(0));
        if (above.isEmpty() || !summed) return Optional.empty();
        String exponent = above.get().inputs().get(0);
        return graph.producer(exponent)
                .filter(n -> n.op().equals("Sub") && isOf(graph, n.inputs().get(1), "ReduceMax", n.inputs().get(0)))
                .map(n -> n.inputs().get(0))
                .or(() -> Optional.of(exponent));
    }

    /** Returns whether an operator makes a tensor of another. */
    private static boolean isOf(Graph graph, String tensor, String op, String input) {
        return graph.producer(tensor).filter(n -> n.op().equals(op) && n.inputs().get(0).equals(input)).isPresent();
    }

    private static boolean isWhole(Graph graph, String tensor) {
        return graph.outputs().stream().filter(p -> p.name().equals(tensor)).map(Port::type)
                .anyMatch(t -> t.isInteger() || t == ElementType.BOOL);
    }

    private static Problem whole(String tensor, String before) {
        return new Problem("M33", "The output \"" + tensor + "\" holds whole numbers, which are decisions"
                + " and no scores. Choose the scores before it"
                + (before.equals(tensor) ? "" : ": @" + Quotes.quote(before, "")) + ".");
    }

    private static Problem decided(String tensor, Node node) {
        List<String> in = node.inputs();
        String scores = node.op().equals("NonMaxSuppression") && in.size() > 1 ? in.get(1) : in.get(0);
        return new Problem("M33", "The output \"" + tensor + "\" holds decisions and no scores: it comes from "
                + node + ". Choose the scores before it: @" + Quotes.quote(scores, "") + ".");
    }
}
