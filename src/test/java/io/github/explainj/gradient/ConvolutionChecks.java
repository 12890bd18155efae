// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import java.util.List;

/** Checks of the rules of convolutions. */
final class ConvolutionChecks implements RuleChecks {

    @Override
    public List<GradientCheck> checks() {
        return List.of();
    }
}
