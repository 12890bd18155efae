// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import com.google.auto.service.AutoService;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Label;
import java.util.List;

/**
 * Adds up a layer's channels, each weighed by the mean of its gradient taken where the channel is active:
 * {@code w_k = sum_p g_k(p) A_k(p) / (sum_p A_k(p) + 1e-7)}.
 *
 * <p>Fu, Hu, Dong, Guo, Gao and Li 2020, Axiom-based Grad-CAM, arXiv:2008.02312, who cut the map at 0; the
 * map's cells add up to {@code sum g A}, which is the score in a network of Relus without biases. The
 * small number is pytorch-grad-cam's.
 *
 * @param layer names of tensors with commas between them; empty for the default ({@link DefaultLayer})
 * @param align where cells are placed on the image
 */
@AutoService(Explainer.class)
@Label("XGrad-CAM")
@About("Adds up the channels of a layer, each weighed by its gradient where the channel is active.")
public record XgradCam(
        @About(CamSetup.LAYER) String layer,
        @About(CamSetup.ALIGN) Align align) implements Explainer {

    private static final double SMALL = 1e-7;

    /** Takes the default layer. */
    public XgradCam() {
        this("", Align.CENTRES);
    }

    @Override
    public List<Finding> explain(Probe probe, Sample input, Regions regions) {
        CamSetup setup = new CamSetup("xgrad_cam", layer, align, false, "activation x activation-weighted mean gradient, summed"
                + " over channels");
        return GradientCams.explain(setup, CamFormula.weights(XgradCam::weight), probe, input);
    }

    private static double weight(float[] a, float[] g) {
        double products = 0;
        double sum = 0;
        for (int p = 0; p < a.length; p++) {
            products += (double) g[p] * a[p];
            sum += a[p];
        }
        return products / (sum + SMALL);
    }

    @Override
    public boolean needsGradients() {
        return true;
    }
}
