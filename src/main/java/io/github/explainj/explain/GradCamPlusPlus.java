// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import com.google.auto.service.AutoService;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Label;
import java.util.List;

/**
 * Adds up a layer's channels with weights that count several objects of a class better:
 * {@code w_k = sum_p alpha_k(p) max(g_k(p), 0)} with
 * {@code alpha_k(p) = g^2 / (2 g^2 + (sum_q A_k(q)) g^3 + 1e-6)}.
 *
 * <p>Chattopadhay, Sarkar, Howlader and Balasubramanian 2018, Grad-CAM++, arXiv:1710.11063, who cut the map
 * at 0. Tools differ in how they take the exponential of the score; alpha and the small number here are
 * pytorch-grad-cam's, without it.
 *
 * @param layer names of tensors with commas between them; empty for the default ({@link DefaultLayer})
 * @param align where cells are placed on the image
 */
@AutoService(Explainer.class)
@Label("Grad-CAM++")
@About("Grad-CAM with weights that do better where an image holds several objects of the class.")
public record GradCamPlusPlus(
        @About(CamSetup.LAYER) String layer,
        @About(CamSetup.ALIGN) Align align) implements Explainer {

    private static final double SMALL = 1e-6;

    /** Takes the default layer. */
    public GradCamPlusPlus() {
        this("", Align.CENTRES);
    }

    @Override
    public List<Finding> explain(Probe probe, Sample input, Regions regions) {
        CamSetup setup = new CamSetup("grad_cam_plus_plus", layer, align, false, "activation x weight of Grad-CAM++, summed over"
                + " channels");
        return GradientCams.explain(setup, CamFormula.weights(GradCamPlusPlus::weight), probe, input);
    }

    private static double weight(float[] a, float[] g) {
        double sum = 0;
        for (float v : a) sum += v;
        double weight = 0;
        for (float v : g) {
            double square = (double) v * v;
            double below = 2 * square + sum * square * v + SMALL;
            // the paper leaves alpha open where it would be 0 / 0
            if (v > 0 && below != 0) weight += square / below * v;
        }
        return weight;
    }

    @Override
    public boolean needsGradients() {
        return true;
    }
}
