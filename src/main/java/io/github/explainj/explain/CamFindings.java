// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.onnx.ReceptiveField;
import io.github.explainj.probe.Network;
import io.github.explainj.probe.Sample;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns maps at the resolution of layers into findings: each as it is, {@code <method>_layer}, and placed
 * on the model's grid, {@code <method>}; of further layers {@code <method>_2_layer}, {@code <method>_2}.
 *
 * <p>Both are signed and raw: no ReLU, no scaling to 0-1, which are a matter of display.
 */
final class CamFindings {

    private final CamSetup setup;
    private final Sample input;
    private final Network network;
    private final List<Finding> all = new ArrayList<>();

    CamFindings(CamSetup setup, Sample input, Network network) {
        this.setup = setup;
        this.input = input;
        this.network = network;
    }

    List<Finding> all() {
        return all;
    }

    /**
     * Adds the map of one layer.
     *
     * @param number which of the target's layers, from 0
     * @param map {@code [P]}
     * @param more what else is to be recorded
     */
    void add(int target, int number, FeatureMap layer, double[] map, Map<String, Object> more) {
        Tensor cells = layer.onGrid(map);
        Placement placement = Placement.of(layer, input.grid().spatial(), setup.align());
        Map<String, Object> facts = facts(target, layer, placement);
        facts.putAll(more);
        FlatMap.addTo(facts, map, layer);
        String name = name(setup.method(), number);
        all.add(new Finding.Inner(target, name + "_layer", cells, layer.tensor(), setup.unit(), facts));
        all.add(new Finding.Attribution(target, name, placement.enlarge(cells), true, setup.unit(), facts));
    }

    static String name(String method, int number) {
        return number == 0 ? method : method + "_" + (number + 1);
    }

    private Map<String, Object> facts(int target, FeatureMap layer, Placement placement) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("layer", layer.tensor());
        facts.put("layer_shape", layer.shape());
        if (layer.isTokens()) facts.put("tokens_left_out", layer.skipped());
        boolean known = Placement.isKnown(layer);
        if (known) facts.put("layer_stride", layer.field().stream().map(ReceptiveField.Axis::stride).toList());
        facts.put("placement", setup.align() == Align.CORNERS_FALSE ? "spread evenly over the image (align=corners_false)"
                : known ? "at the centres of receptive fields"
                        : "spread evenly over the image (as align=corners_false): where its cells lie is not known");
        facts.put("centre_of_first_cell", placement.offset());
        if (!setup.local() && Locality.isLocal(network.targets().get(target)))
            remark(facts, "not_local", "The target is one place, and this method weighs a channel alike at all places: the map"
                    + " shows everything that looks like it. hires_cam explains the one place.");
        return facts;
    }

    /** Sets a flag and says in words what it means. */
    static void remark(Map<String, Object> facts, String flag, String words) {
        facts.put(flag, true);
        facts.merge("remark", words, (a, b) -> a + " " + b);
    }
}
