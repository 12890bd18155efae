// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import java.util.List;

/**
 * What is explained, before data-dependent choices are made: a class, a mean, a point, the peak of a
 * channel. Immutable; its text form is the SPEC of the command line and of macros.
 */
public interface Target {

    /** Returns the SPEC that {@link Targets#parse} reads back, e.g. {@code class:3@logits}. */
    String spec();

    /** Returns the tensors whose values in the unperturbed run {@link #resolve} looks at. */
    List<String> tensors(ModelFacts facts);

    /**
     * Turns what depends on data (top class, peak position, reference embedding) into constants.
     *
     * @throws io.github.explainj.problem.Problem A01 when the model has no such class, element, ...
     */
    Resolved resolve(Unperturbed run);

    /** Returns whether the unperturbed image chooses what is explained: the top class, the place of a peak. */
    default boolean isChosenByImage() {
        return false;
    }

    /** Returns the sum of two targets. */
    default Target plus(Target other) {
        return Expression.of(this).plus(Expression.of(other));
    }

    /** Returns the product of two targets. */
    default Target times(Target other) {
        return Expression.of(this).times(Expression.of(other));
    }

    /** Returns the target multiplied by a number. */
    default Target times(double factor) {
        return Expression.of(this).scaled(factor);
    }
}
