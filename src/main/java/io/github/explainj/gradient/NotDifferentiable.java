// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Node;
import io.github.explainj.problem.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Problem M13: an operator on the way has no gradient rule, or none for how it is used. M33: it has no gradient. */
public final class NotDifferentiable extends Problem {

    private static final long serialVersionUID = 1L;
    private static final int NAMED = 5;

    /** @param sentence names the operator and the node, and says what its rule does not know */
    public NotDifferentiable(String sentence) {
        this("M13", sentence);
    }

    /** @param code M13, or M33 where no rule could be */
    public NotDifferentiable(String code, String sentence) {
        super(code, sentence);
    }

    /** Names nodes whose operators have no rule. */
    static NotDifferentiable of(List<Node> nodes) {
        String named = nodes.stream().limit(NAMED).map(n -> "operator \"" + n.op() + "\" (node \"" + n.name() + "\")")
                .collect(Collectors.joining(", "));
        String more = nodes.size() > NAMED ? " and " + (nodes.size() - NAMED) + " more" : "";
        return new NotDifferentiable("There is no gradient rule for the " + named + more
                + ", between the input and what is explained. What lies behind can be differentiated by its inner tensors.");
    }

    /**
     * Adds which methods still work, which only the caller knows.
     *
     * @param methods their names
     */
    public NotDifferentiable with(List<String> methods) {
        return new NotDifferentiable(code(), sentence() + " Methods that need no gradient still work: " + String.join(", ", methods) + ".");
    }
}
