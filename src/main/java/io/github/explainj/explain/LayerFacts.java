// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.onnx.ReceptiveField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is recorded with everything that is shown of a layer: which it is and where its cells lie. */
public final class LayerFacts {

    private LayerFacts() {}

    /**
     * Returns name and shape, and of a layer with cells where they are placed.
     *
     * @param pixels sizes of the input {@code (D,) H, W}
     */
    public static Map<String, Object> of(FeatureMap layer, List<Integer> pixels, Align align) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("layer", layer.tensor());
        facts.put("layer_shape", layer.shape());
        if (layer.grid().size() != pixels.size()) return facts;
        if (layer.isTokens()) facts.put("tokens_left_out", layer.skipped());
        boolean known = Placement.isKnown(layer);
        if (known) facts.put("layer_stride", layer.field().stream().map(ReceptiveField.Axis::stride).toList());
        facts.put("placement", align == Align.CORNERS_FALSE ? "spread evenly over the image (align=corners_false)"
                : known ? "at the centres of receptive fields"
                        : "spread evenly over the image (as align=corners_false): where its cells lie is not known");
        facts.put("centre_of_first_cell", Placement.of(layer, pixels, align).offset());
        return facts;
    }

    /** Adds a sentence that the user must read to those that are there. */
    public static void remark(Map<String, Object> facts, String words) {
        facts.merge(Finding.REMARK, words, (a, b) -> a + " " + b);
    }

    /** Returns all but the remark, for what is found beside something that carries it: it is to be read once. */
    public static Map<String, Object> withoutRemark(Map<String, Object> facts) {
        Map<String, Object> others = new LinkedHashMap<>(facts);
        others.remove(Finding.REMARK);
        return others;
    }
}
