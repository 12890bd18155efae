// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.probe.Network;
import io.github.explainj.probe.Sample;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
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

    /** Adds the map of one layer. */
    void add(CamMap map) {
        add(map, placement(map.layer()).enlarge(map.layer().onGrid(map.cells())));
    }

    /** Adds the map of one layer, and what was made of it on the model's grid. */
    void add(CamMap map, Tensor onImage) {
        FeatureMap layer = map.layer();
        Map<String, Object> facts = facts(map.target(), layer);
        map.facts().forEach((k, v) -> facts.merge(k, v, (a, b) -> k.equals(Finding.REMARK) ? a + " " + b : b));
        FlatMap.addTo(facts, map.cells(), layer);
        String name = map.number() == 0 ? setup.method() : setup.method() + "_" + (map.number() + 1);
        Tensor cells = layer.onGrid(map.cells());
        all.add(new Finding.Inner(map.target(), name + "_layer", cells, layer.tensor(), setup.unit(), facts));
        all.add(new Finding.Attribution(map.target(), name, onImage, true, setup.unit(), facts));
    }

    /** Adds maps without values for all targets: it was cancelled before there was anything. */
    List<Finding> missing(CamLayers layers) {
        for (int t = 0; t < layers.perTarget().size(); t++)
            for (int i = 0; i < layers.of(t).size(); i++) add(CamMap.missing(t, i, layers.of(t).get(i)));
        return all;
    }

    /** Returns where the cells of a layer lie on the model's grid. */
    Placement placement(FeatureMap layer) {
        return Placement.of(layer, input.grid().spatial(), setup.align());
    }

    private Map<String, Object> facts(int target, FeatureMap layer) {
        Map<String, Object> facts = LayerFacts.of(layer, input.grid().spatial(), setup.align());
        if (!setup.local() && Locality.isLocal(network.targets().get(target)))
            remark(facts, "not_local", "The target is one place, and this method weighs a channel alike at all places: the map"
                    + " shows everything that looks like it. hires_cam explains the one place.");
        return facts;
    }

    /** Sets a flag and says in words what it means. */
    static void remark(Map<String, Object> facts, String flag, String words) {
        facts.put(flag, true);
        LayerFacts.remark(facts, words);
    }
}
