// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.Align;

/**
 * How views that show the channels of a layer draw them.
 *
 * @param channel those that are shown, as {@link ChannelNumbers} reads them; empty for all
 * @param count how many at most; 0 for all
 * @param scale over what they are stretched
 * @param size of each picture
 * @param align where cells are placed on the image
 * @param overlays how many of the first are also laid over the image
 */
record ChannelShow(String channel, int count, Scale scale, PictureSize size, Align align, int overlays) {

    static final String LAYER = "Tensors or nodes, with commas between them; empty for the last one that has cells on the image's"
            + " grid.";
    static final String CHANNEL = ChannelNumbers.ABOUT + "all.";
    static final String COUNT = "Most channels that are drawn, the first of the order; 0 for all.";
    static final String SCALE = "Whether each picture is stretched over its own values or all over the same.";
    static final String SIZE = "One pixel per cell of the layer, or enlarged to the image.";
    static final String ALIGN = "Where a cell lies on the image: at the centre of what it sees, or spread evenly as PyTorch does.";
    static final String OVERLAYS = "How many of the first channels are also laid over the image.";
}
