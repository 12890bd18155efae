// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.problem.Problem;

/**
 * How many points of a path the gradient is taken at: a number, or {@code auto}, which begins with 50 and
 * doubles them while the completeness residual is too large.
 *
 * @param given 1 to 1024; 0 for auto
 */
public record Steps(int given) {

    /** 50, doubled as needed. */
    public static final Steps AUTO = new Steps(0);

    /** The most that any run takes. */
    static final int MOST = 1024;

    private static final int USUAL = 50;

    public Steps {
        if (given < 0 || given > MOST) throw bad(String.valueOf(given));
    }

    /**
     * Reads a number or {@code auto}.
     *
     * @throws Problem A02 when it is neither
     */
    public static Steps parse(String text) {
        if (text.strip().equalsIgnoreCase("auto")) return AUTO;
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= 1) return new Steps(number);
        } catch (NumberFormatException e) {
            throw bad(text);
        }
        throw bad(text);
    }

    boolean isAuto() {
        return given == 0;
    }

    /** Returns how many points are taken first. */
    int first() {
        return isAuto() ? USUAL : given;
    }

    private static Problem bad(String text) {
        return new Problem("A02", "\"" + text + "\" is no number of steps: expected a whole number from 1 to " + MOST
                + ", or auto (" + USUAL + ", doubled while the residual is too large).");
    }

    @Override
    public String toString() {
        return isAuto() ? "auto" : String.valueOf(given);
    }
}
