// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import com.google.auto.service.AutoService;
import io.github.explainj.probe.Derivative;
import io.github.explainj.probe.Differentiation;
import io.github.explainj.probe.Network;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Label;
import io.github.explainj.tensor.Tensor;
import java.util.List;

/**
 * Multiplies guided backpropagation with Grad-CAM: its edges, but only where Grad-CAM is positive.
 * {@code [1, C, spatial...]}, signed as guided backpropagation is.
 *
 * <p>Selvaraju, Cogswell, Das, Vedantam, Parikh and Batra 2017, arXiv:1610.02391: Grad-CAM is cut at 0 at
 * the layer's resolution and enlarged then. The sharp part hardly depends on the trained weights (see
 * {@link GuidedBackprop}); where it is shown is all that Grad-CAM says.
 *
 * @param layer names of tensors with commas between them; empty for the default ({@link DefaultLayer})
 * @param align where cells are placed on the image
 * @param rectifiers which activations guided backpropagation changes
 */
@AutoService(Explainer.class)
@Label("Guided Grad-CAM")
@About("Guided backpropagation where Grad-CAM is positive. Sharp, but the edges say little about the model.")
public record GuidedGradCam(
        @About(CamSetup.LAYER) String layer,
        @About(CamSetup.ALIGN) Align align,
        @About("relu: Relu only; relu_and_clip: also Clip from 0 up (ReLU6).") Rectifiers rectifiers) implements Explainer {

    private static final String NAME = "guided_grad_cam";

    /** Takes the default layer and changes Relu only. */
    public GuidedGradCam() {
        this("", Align.CENTRES, Rectifiers.RELU);
    }

    @Override
    public List<Finding> explain(Probe probe, Sample input, Regions regions) {
        CamSetup setup = new CamSetup(NAME, layer, align, false, "changed gradient x positive Grad-CAM, no score");
        Network network = probe.network(input);
        Object alone = rectifiers.leftAlone(network.graph().nodes(), NAME);
        CamLayers layers = CamLayers.of(network, layer);
        List<Derivative> plain = probe.gradients(input, new Differentiation(layers.names().toArray(String[]::new)));
        List<Derivative> guided = probe.gradients(input, new Differentiation(List.of(Differentiation.INPUT),
                rectifiers.rules(NAME, Rectifiers::guided)));
        CamFindings findings = new CamFindings(setup, input, network);
        if (guided.isEmpty()) return findings.missing(layers);
        for (int t = 0; t < guided.size(); t++)
            for (int i = 0; i < layers.of(t).size(); i++) {
                CamMap map = map(t, i, layers.of(t).get(i), plain.get(t));
                map.facts().put("activations_left_alone", alone);
                map.facts().put(Finding.CAUTION, Rectified.CAUTION);
                Tensor where = map.layer().onGrid(map.positive());
                Tensor product = product(guided.get(t).gradient(), findings.placement(map.layer()).enlarge(where));
                FlatMap.addZero(map.facts(), product, "guided backpropagation is zero wherever Grad-CAM is positive");
                findings.add(map, product);
            }
        return findings.all();
    }

    private static CamMap map(int target, int number, FeatureMap layer, Derivative d) {
        return new CamMap(target, number, layer, GradientCams.map(layer, GradCam.formula(), d), GradientCams.score(d));
    }

    /** Multiplies every channel of {@code [1, C, spatial...]} by {@code [1, 1, spatial...]}. */
    private static Tensor product(Tensor edges, Tensor where) {
        Tensor out = edges.copy();
        for (int i = 0; i < out.size(); i++) out.data()[i] *= where.data()[i % where.size()];
        return out;
    }

    @Override
    public boolean needsGradients() {
        return true;
    }
}
