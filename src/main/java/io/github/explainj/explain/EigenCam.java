// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import com.google.auto.service.AutoService;
import io.github.explainj.probe.Network;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Label;
import io.github.explainj.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shows what a layer's channels have most in common: the activations along their first principal
 * component. It needs no gradient and does not depend on the target.
 *
 * <p>Muhammad and Yeasin 2020, Eigen-CAM, arXiv:2008.00299: with activations {@code A = [K, P]} and its
 * singular value decomposition {@code A = U S V'}, the map is {@code s_1 v_1 = u_1' A}. As in the paper the
 * channels are not centred (pytorch-grad-cam does so). The sign of a component is arbitrary: ours is the
 * one that goes with the channels' mean.
 *
 * @param layer names of tensors with commas between them; empty for the default ({@link DefaultLayer})
 * @param align where cells are placed on the image
 */
@AutoService(Explainer.class)
@Label("Eigen-CAM")
@About("Shows what the channels of a layer have most in common; it needs no gradient and ignores the target.")
public record EigenCam(
        @About(CamSetup.LAYER) String layer,
        @About(CamSetup.ALIGN) Align align) implements Explainer {

    /** Takes the default layer. */
    public EigenCam() {
        this("", Align.CENTRES);
    }

    @Override
    public List<Finding> explain(Probe probe, Sample input, Regions regions) {
        CamSetup setup = new CamSetup("eigen_cam", layer, align, false, "activation along the first principal component");
        Network network = probe.network(input);
        CamLayers layers = CamLayers.of(network, layer);
        Map<String, Tensor> values = probe.activations(input, layers.names());
        CamFindings findings = new CamFindings(setup, input, network);
        for (int t = 0; t < probe.targets(); t++)
            for (int i = 0; i < layers.of(t).size(); i++) {
                FeatureMap m = layers.of(t).get(i);
                PrincipalComponent first = PrincipalComponent.of(m.arranged(values.get(m.tensor())));
                Map<String, Object> facts = new LinkedHashMap<>();
                facts.put("explained_share", first.share());
                facts.put("target_ignored", true);
                findings.add(new CamMap(t, i, m, first.map(), facts));
            }
        return findings.all();
    }
}
