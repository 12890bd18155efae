// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.problem.Problem;
import java.util.OptionalDouble;

/**
 * The completeness residual above which the steps of a path are doubled.
 *
 * @param given a share of the score's difference, above 0; empty for {@code auto}: 0.05 when the steps
 *     are auto too, no limit when the steps were given
 */
public record MaxResidual(OptionalDouble given) {

    /** 0.05, unless the steps were given. */
    public static final MaxResidual AUTO = new MaxResidual(OptionalDouble.empty());

    static final double USUAL = 0.05;

    /**
     * Reads a number or {@code auto}.
     *
     * @throws Problem A02 when it is neither
     */
    public static MaxResidual parse(String text) {
        if (text.strip().equalsIgnoreCase("auto")) return AUTO;
        try {
            double number = Double.parseDouble(text.strip());
            if (number > 0 && number < Double.POSITIVE_INFINITY) return new MaxResidual(OptionalDouble.of(number));
        } catch (NumberFormatException e) {
            throw bad(text);
        }
        throw bad(text);
    }

    /** Returns the limit; infinity when the steps are taken as they were given. */
    double limit(Steps steps) {
        return given.orElse(steps.isAuto() ? USUAL : Double.POSITIVE_INFINITY);
    }

    private static Problem bad(String text) {
        return new Problem("A02", "\"" + text + "\" is no residual: expected a number above 0 such as " + USUAL
                + " (with a decimal point), or auto.");
    }

    @Override
    public String toString() {
        return given.isEmpty() ? "auto" : String.valueOf(given.getAsDouble());
    }
}
