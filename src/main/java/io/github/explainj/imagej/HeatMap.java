// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import io.github.explainj.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A map on the grid of the original image, with all that is shown and saved beside it.
 *
 * @param title {@code <input>_<method>}
 * @param map {@code [1, C, (D,) H, W]}, original values, NaN outside what the model saw
 * @param signed true when 0 means no effect and both signs occur
 * @param unit what a value is: {@code "drop of the score"}
 * @param micrometres size of a pixel, {@code (z,) y, x}; NaN or empty when not known
 * @param info provenance by name, in order; a list {@code channels} names the channels of the map
 */
public record HeatMap(String title, Tensor map, boolean signed, String unit, List<Double> micrometres,
        Map<String, Object> info) {

    public HeatMap {
        micrometres = List.copyOf(micrometres);
        info = new LinkedHashMap<>(info);
    }

    public DisplayRange range() {
        return DisplayRange.of(map, signed);
    }

    /** Returns the number of slices: 1 for a 2D map. */
    public int depth() {
        return map.rank() == 5 ? map.size(2) : 1;
    }

    public int width() {
        return map.size(-1);
    }

    public int height() {
        return map.size(-2);
    }

    /** Returns what a channel, from 0, is called. */
    String channelName(int c) {
        boolean named = info.get("channels") instanceof List<?> names && names.size() == map.channels();
        return named ? String.valueOf(((List<?>) info.get("channels")).get(c)) : "channel " + (c + 1);
    }

    /** Returns the channel, from 0, that holds the value farthest from zero; an overlay shows that one. */
    public int strongestChannel() {
        int perChannel = map.size() / map.channels();
        int best = 0;
        float strongest = -1;
        for (int i = 0; i < map.size(); i++)
            if (Math.abs(map.data()[i]) > strongest) {
                strongest = Math.abs(map.data()[i]);
                best = i / perChannel;
            }
        return best;
    }

    /** Returns a copy of one plane, channel and slice from 0: {@code H * W} values. */
    public float[] plane(int c, int z) {
        int area = width() * height();
        int from = (c * depth() + z) * area;
        return java.util.Arrays.copyOfRange(map.data(), from, from + area);
    }
}
