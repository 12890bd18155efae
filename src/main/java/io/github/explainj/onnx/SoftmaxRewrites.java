// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import java.util.Optional;

/**
 * Softmax, LogSoftmax and Hardmax before opset 13: all axes from the given one on were taken
 * together, the others were a list of rows.
 */
final class SoftmaxRewrites {

    private SoftmaxRewrites() {}

    static void flattened(OldNode n) {
        long axis = n.node().integer("axis", 1);
        Optional<Integer> rank = n.known().rank(n.input(0));
        boolean last = axis == -1 || rank.isPresent() && axis == rank.get() - 1;
        Attributes others = n.attributes("axis");
        if (last) {
            n.same(others.with("axis", -1), n.input(0));
            return;
        }
        String rows = n.first("Flatten", Attributes.NONE.with("axis", axis), n.input(0));
        String y = n.first(n.op(), others.with("axis", -1), rows);
        n.last("Reshape", y, n.first("Shape", n.input(0)));
    }
}
