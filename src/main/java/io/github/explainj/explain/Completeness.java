// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.tensor.Tensor;
import java.util.Locale;
import java.util.Map;

/**
 * Whether a map adds up to what it explains.
 *
 * @param sum of all elements of the map, in score
 * @param score at the input
 * @param from the score at the baseline
 */
record Completeness(double sum, double score, double from) {

    /** Below this share of the scores their difference is small, and a share of it means little. */
    private static final double SMALL = 1e-3;

    static Completeness of(Tensor map, double score, double from) {
        double sum = 0;
        for (float v : map.data()) sum += v;
        return new Completeness(sum, score, from);
    }

    double difference() {
        return score - from;
    }

    /** Returns {@code |sum - (f(x) - f(b))|}, in score. */
    double absolute() {
        return Math.abs(sum - difference());
    }

    /** Returns the residual as a share of the difference; NaN where there is none. */
    double relative() {
        return difference() == 0 ? Double.NaN : absolute() / Math.abs(difference());
    }

    /** Returns whether the scores differ so little that the absolute residual is the one to read. */
    boolean isSmall() {
        return Math.abs(difference()) < floor();
    }

    private double floor() {
        return SMALL * Math.max(Math.abs(score), Math.abs(from));
    }

    /** Returns whether the residual is above a share of the difference, or of a thousandth of the scores. */
    boolean exceeds(double limit) {
        return absolute() > limit * Math.max(Math.abs(difference()), floor());
    }

    void addTo(Map<String, Object> facts) {
        facts.put("score", score);
        facts.put("score_of_baseline", from);
        facts.put("difference", difference());
        facts.put("sum", sum);
        facts.put("residual", relative());
        facts.put("residual_absolute", absolute());
        if (isSmall()) facts.put(Finding.REMARK, "input and baseline score nearly the same, so the residual is to be read"
                + " as it is (residual_absolute) and not as a share of their difference");
        else if (exceeds(MaxResidual.USUAL)) facts.put(Finding.REMARK, String.format(Locale.ROOT, "The map adds up to %.4g and"
                + " not to the difference of the scores, %.4g (residual %.2g). Take more steps or samples; if that does"
                + " not help, the model jumps on the way.",
                sum, difference(), relative()));
    }
}
