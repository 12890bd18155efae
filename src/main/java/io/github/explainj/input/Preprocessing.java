// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import java.util.List;

/**
 * Intensity steps from raw image to what the model is fed, each written as ONNX operators. Statistics
 * (minimum, percentiles, mean) come from the whole unperturbed image, are fed as inputs and held fixed.
 *
 * @param steps in running order
 */
public record Preprocessing(List<Step> steps) {

    /** The image goes in as it is. */
    public static final Preprocessing NONE = new Preprocessing(List.of());

    public Preprocessing {
        steps = List.copyOf(steps);
    }
}
