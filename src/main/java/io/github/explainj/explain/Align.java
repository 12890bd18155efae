// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

/** Where the cells of a layer are placed on the image. */
public enum Align {

    /** At the centres of what they see: receptive-field arithmetic. */
    CENTRES,

    /** Evenly over the image, as PyTorch's {@code interpolate(align_corners=False)}. */
    CORNERS_FALSE
}
