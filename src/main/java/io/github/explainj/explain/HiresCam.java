// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import com.google.auto.service.AutoService;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Label;
import java.util.List;

/**
 * Adds up gradient times activation over a layer's channels, cell by cell: {@code sum_k g_k(p) A_k(p)}.
 *
 * <p>Draelos and Carin 2020, arXiv:2011.08891, who cut the map at 0; ours keeps what speaks against the
 * score (negative). A cell without gradient stays 0, so a target that is one place gives a map of that
 * place: the method of choice for regions, points, peaks and detections.
 *
 * @param layer names of tensors with commas between them; empty for the default ({@link DefaultLayer})
 * @param align where cells are placed on the image
 */
@AutoService(Explainer.class)
@Label("HiResCAM")
@About("Adds up gradient times activation over the channels of a layer, cell by cell; the one for a single place.")
public record HiresCam(
        @About(CamSetup.LAYER) String layer,
        @About(CamSetup.ALIGN) Align align) implements Explainer {

    /** Takes the default layer. */
    public HiresCam() {
        this("", Align.CENTRES);
    }

    @Override
    public List<Finding> explain(Probe probe, Sample input, Regions regions) {
        CamSetup setup = new CamSetup("hires_cam", layer, align, true, "activation x gradient, summed over channels");
        return GradientCams.explain(setup, formula(), probe, input);
    }

    static CamFormula formula() {
        return CamFormula.sum((a, g) -> a * g);
    }

    @Override
    public boolean needsGradients() {
        return true;
    }
}
