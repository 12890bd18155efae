// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import com.google.auto.service.AutoService;
import io.github.explainj.perturb.AutoFill;
import io.github.explainj.perturb.Fill;
import io.github.explainj.perturb.Samples.Masked;
import io.github.explainj.probe.Network;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Label;
import io.github.explainj.registry.Range;
import io.github.explainj.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shows the model only what each channel of a layer lights up, and adds the channels up with the softmax of
 * these scores as weights: {@code sum_k softmax_k(f(m_k x + (1 - m_k) b)) A_k}. It needs no gradient.
 *
 * <p>Wang, Wang, Du, Yang, Zhang, Ding, Mardziel and Hu 2020, Score-CAM, arXiv:1910.01279: mask m_k is
 * channel k enlarged to the input and scaled to 0 to 1; flat channels count as nothing. They cut the map at
 * 0 and multiply the normalised input by the mask, which is {@code fill=zero}; ours fills in the image's
 * background. Taking only the channels that vary most is Faster Score-CAM (Li 2020).
 *
 * @param layer names of tensors with commas between them; empty for the default ({@link DefaultLayer})
 * @param align where cells are placed on the image
 * @param channels how many channels at most, those that vary most; 0 for all
 * @param fill what hidden pixels become
 */
@AutoService(Explainer.class)
@Label("Score-CAM")
@About("Adds up the channels of a layer by the score of the image seen through each; it needs no gradient.")
public record ScoreCam(
        @About(CamSetup.LAYER) String layer,
        @About(CamSetup.ALIGN) Align align,
        @About("How many channels are tried at most, those that vary most; 0 for all. One run each.")
                @Range(min = 0) int channels,
        @About("What hidden pixels become: auto is the image's background; zero is the paper's.") Fill fill)
        implements Explainer {

    /** Takes all channels of the default layer. */
    public ScoreCam() {
        this("", Align.CENTRES, 0, new AutoFill());
    }

    @Override
    public List<Finding> explain(Probe probe, Sample input, Regions regions) {
        CamSetup setup = new CamSetup("score_cam", layer, align, false, "activation x weight of the masked score, summed over"
                + " channels");
        Network network = probe.network(input);
        CamLayers layers = CamLayers.of(network, layer);
        Map<String, Tensor> values = probe.activations(input, layers.names());
        Map<String, Scored> scored = new HashMap<>();
        CamFindings findings = new CamFindings(setup, input, network);
        for (int t = 0; t < probe.targets(); t++)
            for (int i = 0; i < layers.of(t).size(); i++) {
                FeatureMap m = layers.of(t).get(i);
                Scored s = scored.computeIfAbsent(m.tensor(), n -> scored(probe, input, m.arranged(values.get(n)), m));
                findings.add(s.isMissing() ? CamMap.missing(t, i, m) : new CamMap(t, i, m, s.map(t), facts(s, input)));
            }
        return findings.all();
    }

    private Scored scored(Probe probe, Sample input, ChannelMaps maps, FeatureMap m) {
        ScoreMasks masks = ScoreMasks.of(maps, channels, Placement.of(m, input.grid().spatial(), align));
        return new Scored(masks, probe.scores(input, new Masked(masks, fill)));
    }

    private Map<String, Object> facts(Scored s, Sample input) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("fill", fill.describe(input.scene()));
        facts.put("channels", s.scores.size(0));
        Partial.addTo(facts, s.scores.size(0), s.masks.count());
        return facts;
    }

    /** @param scores {@code [n, T]} of the first n masks */
    private record Scored(ScoreMasks masks, Tensor scores) {

        /** Returns whether it was cancelled before the first mask. */
        boolean isMissing() {
            return scores.size(0) == 0 && masks.count() > 0;
        }

        double[] map(int target) {
            double[] weights = new double[masks.maps().channels()];
            double largest = Double.NEGATIVE_INFINITY;
            for (int k = 0; k < scores.size(0); k++) largest = Math.max(largest, score(k, target));
            double sum = 0;
            for (int k = 0; k < scores.size(0); k++) {
                double e = Math.exp(score(k, target) - largest);
                weights[masks.chosen().get(k)] = e;
                sum += e;
            }
            for (int k = 0; k < weights.length && sum > 0; k++) weights[k] /= sum;
            return masks.maps().weighted(weights);
        }

        private double score(int k, int target) {
            return scores.data()[k * scores.size(1) + target];
        }
    }
}
