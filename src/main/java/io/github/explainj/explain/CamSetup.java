// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

/**
 * What the methods of the CAM family have in common.
 *
 * @param method name of the method, which names its findings
 * @param layer tensors with commas between them; empty for the default
 * @param align where cells are placed on the image
 * @param local whether a channel may weigh differently at each cell, so that one place can be explained
 * @param unit what a value of the map is
 */
record CamSetup(String method, String layer, Align align, boolean local, String unit) {

    static final String LAYER = "Tensor whose channels are added up, or several with commas; empty for the last one that has cells"
            + " on the image's grid (of a U-Net the bottleneck).";
    static final String ALIGN = "Where a cell is drawn: at the centre of what it sees, or spread evenly as PyTorch does.";
}
