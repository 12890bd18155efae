// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.ImagePlus;
import io.github.explainj.explain.Finding;
import io.github.explainj.imagej.HeatMap;
import io.github.explainj.imagej.HeatMaps;
import io.github.explainj.tensor.Tensor;
import java.util.List;

/** Shows the numbers of an inner tensor as an image: a slice per channel, one pixel per cell. */
final class InnerImages {

    private InnerImages() {}

    static ImagePlus of(String title, Finding.Inner inner) {
        Tensor values = imageLike(inner.values());
        List<Double> unknown = java.util.Collections.nCopies(values.rank() - 2, Double.NaN);
        return HeatMaps.image(new HeatMap(title, values, true, inner.unit(), unknown, inner.facts()));
    }

    /** Puts axes of size 1 in front of {@code [1, tokens, features]} or {@code [1, features]}. */
    private static Tensor imageLike(Tensor t) {
        if (t.rank() == 4 || t.rank() == 5) return t;
        int[] shape = t.shape();
        int last = shape.length == 0 ? 1 : shape[shape.length - 1];
        return t.reshaped(1, 1, last == 0 ? 1 : t.size() / last, last);
    }
}
