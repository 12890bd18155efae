// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

/**
 * What decides how an image is shown to a model.
 *
 * @param fit what the user asked for
 * @param image sizes, pixel size and title
 * @param card the input that it goes into
 * @param roi the active ROI as the only region, or none
 * @param fullyConvolutional whether the model may be run on pieces whose results are put together
 * @param halo receptive radius in model pixels, used for tiles of a fully convolutional model
 */
public record FitRequest(Fit fit, ImageData image, InputCard card, ImageRegions roi, boolean fullyConvolutional,
        int halo) {}
