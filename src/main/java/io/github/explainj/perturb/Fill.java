// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

import io.github.explainj.registry.Registry;
import io.github.explainj.tensor.Tensor;

/**
 * What replaces hidden pixels. A record registered with {@code @AutoService(Fill.class)}; its text
 * form is what {@link #parse} reads: {@code auto}, {@code zero}, {@code median}, a number, a file.
 */
public interface Fill {

    /**
     * Makes the values that replace the sample's.
     *
     * @return {@code [1, C, spatial...]} of the scene's crop: raw intensities as in the image, or
     *     values of the model's input when {@link #inModelSpace()}
     */
    Tensor values(Scene scene);

    /** Returns whether the values are already what the model is fed (only {@code zero} is). */
    default boolean inModelSpace() {
        return false;
    }

    /** Says in words what was filled in, for names and provenance: {@code "background p5 = 12"}. */
    String describe(Scene scene);

    /** Reads a fill from its text form. */
    static Fill parse(String text) {
        return FillTexts.parse(text, Registry.of(Fill.class));
    }
}
