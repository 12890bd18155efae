// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import com.google.auto.service.AutoService;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Label;
import java.util.List;

/**
 * Adds up a layer's channels, each cell weighed by its own gradient where that is positive:
 * {@code sum_k max(g_k(p), 0) A_k(p)}.
 *
 * <p>Jiang, Zhang, Hou, Cheng and Wei 2021, LayerCAM, IEEE Transactions on Image Processing 30, 5875, who
 * cut the map at 0 and made it for the fine maps of early layers. Negative gradients count as nothing, so
 * the map is negative only where activations are.
 *
 * @param layer names of tensors with commas between them; empty for the default ({@link DefaultLayer})
 * @param align where cells are placed on the image
 */
@AutoService(Explainer.class)
@Label("LayerCAM")
@About("Adds up the channels of a layer, each cell weighed by its own gradient where that is positive; good on early layers.")
public record LayerCam(
        @About(CamSetup.LAYER) String layer,
        @About(CamSetup.ALIGN) Align align) implements Explainer {

    /** Takes the default layer. */
    public LayerCam() {
        this("", Align.CENTRES);
    }

    @Override
    public List<Finding> explain(Probe probe, Sample input, Regions regions) {
        CamSetup setup = new CamSetup("layer_cam", layer, align, true, "activation x positive gradient, summed over channels");
        return GradientCams.explain(setup, CamFormula.sum((a, g) -> a * Math.max(0, g)), probe, input);
    }

    @Override
    public boolean needsGradients() {
        return true;
    }
}
