// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

/** How large the picture of a channel is. */
public enum PictureSize {

    /** One pixel per cell of the layer: the numbers as they are. */
    LAYER,

    /** As large as what the model sees, with each cell at its place and straight lines in between. */
    IMAGE
}
