// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

import io.github.explainj.registry.Registry;
import io.github.explainj.tensor.Tensor;
import java.util.List;

/**
 * What replaces hidden pixels. A record registered with {@code @AutoService(Fill.class)}, named
 * {@code NameFill}, with at most one component.
 *
 * <p>Its text form is {@code name}, or {@code name:value} for its component ({@code blur:4}); a
 * number alone is a constant, and a file's path is another image. {@code toString()} gives the text
 * form back ({@link #text()}).
 */
public interface Fill {

    /**
     * Makes the values that replace the sample's. Pixels that are not finite count in no statistic.
     *
     * @return {@code [1, C, spatial...]} of the scene's crop: raw intensities as in the image, or
     *     values of the model's input when {@link #inModelSpace()}
     * @throws io.github.explainj.problem.Problem A04 when the scene does not have what is needed
     */
    Tensor values(Scene scene);

    /** Returns whether the values are already what the model is fed (only {@code zero} is). */
    default boolean inModelSpace() {
        return false;
    }

    /** Says in words what was filled in, for names and provenance: {@code "background p5 = 12"}. */
    String describe(Scene scene);

    /** Returns the text form, which {@link #parse} reads. */
    default String text() {
        return FillTexts.print(this);
    }

    /**
     * Reads a fill from its text form.
     *
     * @throws io.github.explainj.problem.Problem A04 when it is none
     */
    static Fill parse(String text) {
        return FillTexts.parse(text, Registry.of(Fill.class));
    }

    /** Returns the names that can be given without a value, {@code auto} first. */
    static List<String> choices() {
        return FillTexts.choices(Registry.of(Fill.class));
    }
}
