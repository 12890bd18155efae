// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import com.google.auto.service.AutoService;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Label;
import java.util.List;

/**
 * Adds up a layer's channels, each weighed by the mean of its gradient: {@code sum_k w_k A_k} with
 * {@code w_k = mean_p dy/dA_k(p)}.
 *
 * <p>Selvaraju, Cogswell, Das, Vedantam, Parikh and Batra 2017, arXiv:1610.02391, who cut the map at 0;
 * ours keeps what speaks against the score (negative), and is placed by receptive-field centres. A target
 * {@code class:A - class:B} gives their contrastive map: why A and not B. The weights are the same at all
 * places, so a target that is one object lights up all objects that look alike.
 *
 * @param layer names of tensors with commas between them; empty for the default ({@link DefaultLayer})
 * @param align where cells are placed on the image
 */
@AutoService(Explainer.class)
@Label("Grad-CAM")
@About("Adds up the channels of a layer, each weighed by the mean of its gradient.")
public record GradCam(
        @About(CamSetup.LAYER) String layer,
        @About(CamSetup.ALIGN) Align align) implements Explainer {

    /** Takes the default layer. */
    public GradCam() {
        this("", Align.CENTRES);
    }

    @Override
    public List<Finding> explain(Probe probe, Sample input, Regions regions) {
        CamSetup setup = new CamSetup("grad_cam", layer, align, false, "activation x mean gradient, summed over channels");
        return GradientCams.explain(setup, formula(), probe, input);
    }

    static CamFormula formula() {
        return CamFormula.weights((a, g) -> {
            double sum = 0;
            for (float v : g) sum += v;
            return sum / g.length;
        });
    }

    @Override
    public boolean needsGradients() {
        return true;
    }
}
