// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

/** Runs all checks in an order in which each can rely on those before it. */
final class ModelCheck {

    private ModelCheck() {}

    static void check(Candidate candidate, ExternalData external) {
        Versions.check(candidate);
        external.refuseMarkers();
        Weights.check(candidate);
        external.check();
        Operators.check(candidate);
        Functions.check(candidate);
        Names.check(candidate);
        Order.check(candidate);
        AttributeValues.check(candidate);
        Sizes.check(candidate);
        Loops.check(candidate);
        Ports.check(candidate);
    }
}
