// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

/** How an image of another size becomes what the model takes. Pixel size is never changed silently. */
public enum Fit {
    /** Decides by the rule of {@code Fits}; refuses where the user must choose. */
    AUTO,
    /** Cuts the model's size out at native pixel size, centred on the ROI or the image. */
    CROP,
    /** Covers the image with pieces of the model's size at native pixel size. */
    TILE,
    /** Changes the pixel size so that the whole image has the model's size. */
    RESIZE,
    /** Adds a border at native pixel size. */
    PAD
}
