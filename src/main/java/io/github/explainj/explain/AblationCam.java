// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import com.google.auto.service.AutoService;
import io.github.explainj.probe.Network;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Label;
import io.github.explainj.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Silences one channel of a layer after the other and adds the channels up, each weighed by the share of
 * the score that was lost: {@code w_k = (y - y_k) / |y|}. It needs no gradient.
 *
 * <p>Desai and Ramaswamy 2020, Ablation-CAM, IEEE WACV, 972, who divide by y and cut the map at 0; with |y|
 * a positive weight supports the score also where that is negative. At y = 0 nothing is divided.
 *
 * @param layer names of tensors with commas between them; empty for the default ({@link DefaultLayer})
 * @param align where cells are placed on the image
 */
@AutoService(Explainer.class)
@Label("Ablation-CAM")
@About("Adds up the channels of a layer by what silencing each costs the score; it needs no gradient.")
public record AblationCam(
        @About(CamSetup.LAYER) String layer,
        @About(CamSetup.ALIGN) Align align) implements Explainer {

    /** Takes the default layer. */
    public AblationCam() {
        this("", Align.CENTRES);
    }

    @Override
    public List<Finding> explain(Probe probe, Sample input, Regions regions) {
        CamSetup setup = new CamSetup("ablation_cam", layer, align, false, "activation x share of the score lost without the"
                + " channel, summed over channels");
        Network network = probe.network(input);
        CamLayers layers = CamLayers.of(network, layer);
        Map<String, Tensor> values = probe.activations(input, layers.names());
        float[] scores = probe.score(input);
        Map<String, Tensor> silenced = new HashMap<>();
        CamFindings findings = new CamFindings(setup, input, network);
        for (int t = 0; t < probe.targets(); t++)
            for (int i = 0; i < layers.of(t).size(); i++) {
                FeatureMap m = layers.of(t).get(i);
                Tensor without = silenced.computeIfAbsent(m.tensor(), n -> probe.scores(input, SilencedChannels.of(m, "ablation_cam", "use hires_cam")));
                double[] map = m.arranged(values.get(m.tensor())).weighted(weights(scores[t], without, t, m.channels()));
                findings.add(without.size(0) == 0 ? CamMap.missing(t, i, m)
                        : new CamMap(t, i, m, map, facts(scores[t], without, m)));
            }
        return findings.all();
    }

    /** Returns a weight per channel; 0 for those that were not reached. */
    private static double[] weights(double score, Tensor without, int target, int channels) {
        double[] weights = new double[channels];
        double by = score == 0 ? 1 : Math.abs(score);
        for (int k = 0; k < without.size(0); k++) weights[k] = (score - without.data()[k * without.size(1) + target]) / by;
        return weights;
    }

    private static Map<String, Object> facts(double score, Tensor without, FeatureMap m) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("score", score);
        facts.put("channels", without.size(0));
        Partial.addTo(facts, without.size(0), m.channels());
        return facts;
    }
}
