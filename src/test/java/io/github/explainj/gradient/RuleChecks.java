// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import java.util.List;

/** The checks of one family of rules; {@link GradientCheckTest} runs those of all families. */
interface RuleChecks {

    /** Returns at least {@value GradientCheckTest#EACH} checks for each operator of the family. */
    List<GradientCheck> checks();
}
