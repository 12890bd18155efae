// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.probe.Derivative;
import io.github.explainj.probe.Differentiation;
import io.github.explainj.probe.Network;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Carries out those of the CAM family that weigh activations by gradients: one forward and backward run. */
final class GradientCams {

    private GradientCams() {}

    static List<Finding> explain(CamSetup setup, CamFormula formula, Probe probe, Sample input) {
        Network network = probe.network(input);
        CamLayers layers = CamLayers.of(network, setup.layer());
        List<Derivative> found = probe.gradients(input, new Differentiation(layers.names().toArray(String[]::new)));
        CamFindings findings = new CamFindings(setup, input, network);
        if (found.isEmpty()) return findings.missing(layers);
        for (int t = 0; t < found.size(); t++)
            for (int i = 0; i < layers.of(t).size(); i++) {
                FeatureMap layer = layers.of(t).get(i);
                findings.add(new CamMap(t, i, layer, map(layer, formula, found.get(t)), score(found.get(t))));
            }
        return findings.all();
    }

    /** Returns the map of a layer's cells {@code [P]}. */
    static double[] map(FeatureMap layer, CamFormula formula, Derivative d) {
        Tensor a = d.values().get(layer.tensor());
        Tensor g = d.gradients().get(layer.tensor());
        return formula.map(layer.arranged(a), layer.arranged(g));
    }

    static Map<String, Object> score(Derivative d) {
        return new LinkedHashMap<>(Map.of("score", (double) d.score()));
    }
}
