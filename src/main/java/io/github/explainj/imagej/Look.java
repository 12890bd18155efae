// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import io.github.explainj.input.ImageData;
import io.github.explainj.problem.Problem;
import java.util.Arrays;
import java.util.Locale;

/**
 * How an overlay is drawn.
 *
 * @param opacity 0 (invisible) to 1
 * @param threshold values nearer to zero (or to the range's low end, in an unsigned map) than this
 *     share of the range are transparent, 0 to 1
 * @param colours the colour table
 */
public record Look(double opacity, double threshold, Luts colours) {

    public Look {
        check("opacity", opacity);
        check("threshold", threshold);
    }

    /** The default: evidence at 60 %, the weakest tenth not drawn. */
    public static Look of(boolean signed) {
        return new Look(0.6, 0.1, Luts.of(signed));
    }

    /** The default on an image: in colours that stand out from it, brighter than a dark one. */
    public static Look on(ImageData image, boolean signed) {
        return new Look(0.6, 0.1, signed && isDark(image) ? Luts.DIVERGING_DARK : Luts.of(signed));
    }

    /** One colour, and only the upper half of the range: so several maps can be laid over one image. */
    public static Look among(String colour) {
        String name = colour.equals("white") ? "GREYS" : colour.toUpperCase(Locale.ROOT).replace(' ', '_');
        return new Look(0.6, 0.5, Luts.valueOf(name));
    }

    /** Returns whether half of the pixels are in the lower third of what the image shows. */
    private static boolean isDark(ImageData image) {
        float[] sorted = image.pixels().data().clone();
        Arrays.sort(sorted); // NaN last
        float low = image.colour() ? 0 : sorted[(int) (0.005 * (sorted.length - 1))];
        float high = image.colour() ? 255 : sorted[(int) (0.995 * (sorted.length - 1))];
        return sorted[sorted.length / 2] - low < (high - low) / 3;
    }

    private static void check(String name, double value) {
        if (!(value >= 0 && value <= 1))
            throw new Problem("A07", name + "=" + value + " is not possible: expected a number from 0 to 1.");
    }
}
