// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.tensor.Tensor;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.Map;

/** Says so when a layer's map tells nothing about where, rather than let it be stretched into a picture. */
final class FlatMap {

    /** float32 leaves differences of this size in what is equal. */
    private static final double ROUNDING = 1e-6;

    private FlatMap() {}

    /** Adds the map's extremes, and a remark on one that is zero, flat, negative or a single cell. */
    static void addTo(Map<String, Object> facts, double[] map, FeatureMap layer) {
        DoubleSummaryStatistics s = Arrays.stream(map).summaryStatistics();
        facts.put("map_min", s.getMin());
        facts.put("map_max", s.getMax());
        double size = Math.max(Math.abs(s.getMin()), Math.abs(s.getMax()));
        if (layer.cells() == 1)
            CamFindings.remark(facts, "single_cell", "The layer has one cell, which stands for the whole image: the map cannot say"
                    + " where. Name an earlier layer with layer=.");
        else if (size == 0)
            CamFindings.remark(facts, "all_zero", "The map is zero everywhere: through this layer nothing changes the score.");
        else if (s.getMax() - s.getMin() <= ROUNDING * size)
            CamFindings.remark(facts, "flat", "The map has the same value everywhere: this layer does not say where.");
        else if (s.getMax() <= 0)
            CamFindings.remark(facts, "all_negative", "No cell supports the score, all speak against it: with a ReLU the map would"
                    + " be empty.");
    }

    /** Adds a remark when a map on the image is zero everywhere. */
    static void addZero(Map<String, Object> facts, Tensor map, String why) {
        for (float v : map.data()) if (v != 0) return;
        CamFindings.remark(facts, "all_zero", "The map is zero everywhere: " + why + ".");
    }
}
