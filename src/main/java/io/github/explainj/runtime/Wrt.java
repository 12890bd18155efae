// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.gradient.Gradients;
import io.github.explainj.gradient.Known;
import io.github.explainj.gradient.NotDifferentiable;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.Node;
import io.github.explainj.probe.Differentiation;
import io.github.explainj.problem.Nearest;
import io.github.explainj.problem.Problem;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks the tensors with respect to which is differentiated. */
final class Wrt {

    /** Operators of quantised models that are no float operators any more. */
    private static final Pattern QUANTISED = Pattern.compile("QLinear.*|.*Integer|QGemm");

    private Wrt() {}

    /** Throws A05 when the model has no such tensor. */
    static void checkExists(Front front, String tensor) {
        if (tensor.equals(Differentiation.INPUT) || front.graph().has(tensor)) return;
        throw new Problem("A05", "The model has no tensor \"" + tensor + "\" with respect to which it could be differentiated."
                + " The nearest names are " + String.join(", ", Nearest.names(tensor, front.graph().tensors(), 5)) + ".");
    }

    /** Throws M33 when the scores depend on a tensor only through what has no gradient. */
    static void checkFlows(Graph graph, Known known, String scores, Collection<String> tensors) {
        for (String t : tensors) {
            List<Node> ends = Gradients.ends(graph, known.floats(), scores, t);
            if (ends.isEmpty()) continue;
            Node last = ends.get(ends.size() - 1);
            boolean quantised = QUANTISED.matcher(last.op()).matches();
            String before = last.inputs().stream().filter(known.floats()::contains).findFirst()
                    .map(x -> " Choose the scores before it, @\"" + x + "\", or a method without gradients.")
                    .orElse(" Choose a method without gradients.");
            throw new NotDifferentiable("M33", "What is explained has no gradient: it depends on \"" + Front.shown(t)
                    + "\" only through " + named(ends) + (quantised ? ", which computes with whole numbers. A model that is"
                            + " quantised with QuantizeLinear and DequantizeLinear around float operators (QDQ) has one."
                            : ", which chooses, compares or counts." + before));
        }
    }

    private static String named(List<Node> nodes) {
        return nodes.stream().limit(3).map(n -> "the operator \"" + n.op() + "\" (node \"" + n.name() + "\")")
                .collect(Collectors.joining(", "));
    }

    /** Throws A05 when a tensor holds no floats. */
    static void checkFloats(Collection<String> tensors, Known known) {
        for (String t : tensors)
            if (!known.floats().contains(t))
                throw new Problem("A05", "The tensor \"" + t + "\" holds no floating-point numbers, so there is no gradient"
                        + " with respect to it. Choose one that does; explainj info lists them.");
    }
}
