// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Node;
import io.github.explainj.problem.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Says which nodes prevent a gradient. */
final class Unsupported {

    private static final int NAMED = 5;

    private Unsupported() {}

    /** Returns the problem M13; the caller knows which methods still work and says so. */
    static Problem of(List<Node> nodes) {
        String named = nodes.stream().limit(NAMED).map(n -> "operator \"" + n.op() + "\" (node \"" + n.name() + "\")")
                .collect(Collectors.joining(", "));
        String more = nodes.size() > NAMED ? " and " + (nodes.size() - NAMED) + " more" : "";
        return new Problem("M13", "There is no gradient rule for the " + named + more
                + ", which lies between the input and what is explained. Methods without gradients still work"
                + " (explainj methods lists them), and so do inner tensors behind it.");
    }
}
