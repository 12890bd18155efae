// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Looks for pixel values that make an explanation meaningless. */
public final class PixelChecks {

    private static final double SATURATED = 0.5;

    private PixelChecks() {}

    /**
     * Returns warnings in sentences with their code: constant or saturated channels (I09), values far
     * from what the model expects (I10).
     *
     * @param image for its title and bit depth
     * @param selected {@code [1, C, spatial...]} raw intensities in the model's channels
     * @throws Problem I08 when a value is NaN or infinite
     */
    public static List<String> check(ImageData image, Tensor selected, InputCard card) {
        finite(image, selected);
        List<String> warnings = new ArrayList<>();
        int plane = Tensor.size(selected.spatial());
        for (int c = 0; c < selected.channels(); c++) {
            float[] range = range(selected, c * plane, plane);
            flat(image, selected, c, range, warnings);
        }
        range(image, range(selected, 0, selected.size()), card, warnings);
        return warnings;
    }

    private static void finite(ImageData image, Tensor t) {
        int count = 0;
        int first = -1;
        for (int i = 0; i < t.size(); i++) {
            if (Float.isFinite(t.data()[i])) continue;
            if (count++ == 0) first = i;
        }
        if (count > 0)
            throw new Problem("I08", "The image \"" + image.title() + "\" has " + count + " of " + t.size()
                    + " pixel values that are no numbers (NaN or infinite), the first one at " + position(t, first)
                    + ". Replace them, e.g. with Process > Noise > Remove NaNs... or Process > Math > NaN Background...");
    }

    private static String position(Tensor t, int index) {
        String[] axes = {"x", "y", "z"};
        int[] spatial = t.spatial();
        StringBuilder text = new StringBuilder();
        int rest = index;
        for (int a = spatial.length - 1, k = 0; a >= 0; rest /= spatial[a], a--, k++)
            text.append(k == 0 ? "" : ", ").append(axes[Math.min(k, 2)]).append("=").append(rest % spatial[a]);
        return text + ", channel " + (rest % t.channels() + 1);
    }

    private static float[] range(Tensor t, int from, int count) {
        float[] range = {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
        for (int i = from; i < from + count; i++) {
            range[0] = Math.min(range[0], t.data()[i]);
            range[1] = Math.max(range[1], t.data()[i]);
        }
        return range;
    }

    private static void flat(ImageData image, Tensor t, int channel, float[] range, List<String> warnings) {
        String which = "Channel " + (channel + 1) + " of \"" + image.title() + "\" ";
        if (range[0] == range[1]) {
            warnings.add(which + "is constant (" + Numbers.text(range[0]) + "): its explanation will be flat. [I09]");
            return;
        }
        float full = image.bits() == 8 ? 255 : image.bits() == 16 ? 65535 : Float.NaN;
        if (range[1] != full) return;
        int plane = Tensor.size(t.spatial());
        int at = 0;
        for (int i = channel * plane; i < (channel + 1) * plane; i++) if (t.data()[i] == full) at++;
        // white glass of a brightfield image is no fault
        if (at > SATURATED * plane && !image.colour())
            warnings.add(which + "is saturated in " + Math.round(100.0 * at / plane) + " % of its pixels (value "
                    + Numbers.text(full) + "): its explanation will be flat there. [I09]");
    }

    private static void range(ImageData image, float[] found, InputCard card, List<String> warnings) {
        if (card.range().isEmpty() || card.preprocessing().steps().stream().anyMatch(Step::measures)) return;
        double low = card.range().get(0);
        double high = card.range().get(1);
        String values = "The values of \"" + image.title() + "\" go from " + Numbers.text(found[0]) + " to "
                + Numbers.text(found[1]) + " and the model expects " + Numbers.text(low) + " to " + Numbers.text(high);
        double span = high - low;
        if (found[1] > high + 0.01 * span || found[0] < low - 0.01 * span)
            warnings.add(values + ": choose another normalise=, e.g. 0-1 or percentile. [I10]");
        else if (found[1] - found[0] < 0.1 * span)
            warnings.add(values + ": it uses less than a tenth of that range; choose another normalise=, e.g. percentile. [I10]");
    }
}
