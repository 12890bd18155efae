// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import io.github.explainj.explain.Origin;
import java.util.List;

/** Leads back from a small picture, a row or a point to the image that it comes from. */
public final class Jump {

    private Jump() {}

    /**
     * Opens or finds the image, selects its slice and frame and sets a rectangle as ROI.
     *
     * @param low first corner on the image {@code (z,) y, x}; empty for no ROI
     * @param high last corner, included
     */
    public static void to(Origin origin, List<Double> low, List<Double> high) {}
}
