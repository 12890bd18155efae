// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import java.util.List;

/** Checks of the rules of pooling. */
final class PoolingChecks implements RuleChecks {

    @Override
    public List<GradientCheck> checks() {
        return List.of();
    }
}
