// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.Lift;
import io.github.explainj.onnx.Node;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Takes the branches of Ifs whose conditions follow from sizes alone, as exporters write them for what
 * they could not decide: at the sizes of one input they are decided.
 */
final class Branches {

    /** Branches in branches; more than any exporter nests. */
    private static final int DEPTH = 16;

    private Branches() {}

    /** Returns the model without those Ifs. */
    static Front chosen(Forward forward, Runs.Run run) {
        // most models have none: nothing has to be built to know that
        if (forward.front().graph().nodes().stream().noneMatch(Branches::isIf)) return forward.front();
        Forward now = forward;
        for (int i = 0; i < DEPTH; i++) {
            Map<String, Boolean> known = conditions(now, run);
            if (known.isEmpty()) break;
            now = now.at(now.front().before(Lift.of(now.front().graph(), known)));
        }
        return now.front();
    }

    private static Map<String, Boolean> conditions(Forward forward, Runs.Run run) {
        List<String> fixed = fixed(forward.with(forward.rows()).builder().build());
        if (fixed.isEmpty()) return Map.of();
        Map<String, Tensor> one = forward.run(forward.rows(), fixed, run);
        Map<String, Tensor> two = two(forward, fixed, run, one);
        Map<String, Boolean> known = new HashMap<>();
        one.forEach((name, value) -> {
            if (value.equals(two.get(name))) known.put(name, value.data()[0] != 0);
        });
        return known;
    }

    /** A condition on the size of the batch is not decided. */
    private static Map<String, Tensor> two(Forward forward, List<String> names, Runs.Run run, Map<String, Tensor> one) {
        if (!forward.isFree()) return one;
        try {
            return forward.run(2, names, run);
        } catch (Problem cannotRunTwo) {
            return one;
        }
    }

    /** Returns the conditions that do not depend on what is in the input. */
    static List<String> fixed(Graph graph) {
        Influence influence = Influence.of(graph);
        return graph.nodes().stream().filter(Branches::isIf).map(n -> n.inputs().get(0))
                .filter(influence::hasFixedValue).distinct().toList();
    }

    /** Finds the Ifs whose condition is the same whatever the image. */
    static Predicate<Node> decided(Graph graph) {
        List<String> fixed = fixed(graph);
        return n -> isIf(n) && fixed.contains(n.inputs().get(0));
    }

    private static boolean isIf(Node node) {
        return node.op().equals("If") && node.domain().isEmpty();
    }
}
