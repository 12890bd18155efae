// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import java.util.List;

/** Checks of the rules of operators that move elements. */
final class LayoutChecks implements RuleChecks {

    @Override
    public List<GradientCheck> checks() {
        return List.of();
    }
}
