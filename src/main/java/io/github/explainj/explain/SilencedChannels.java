// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.perturb.Samples.Silenced;
import io.github.explainj.problem.Problem;

/** Declares that the channels of a layer are set to 0, one after the other. */
public final class SilencedChannels {

    private SilencedChannels() {}

    /**
     * Declares a sample per channel.
     *
     * @param wanted what the user asked for, for the sentence: {@code ablation_cam}
     * @param instead what also would do: {@code use hires_cam}
     * @throws Problem A05 when the layer has no single axis of channels
     */
    public static Silenced of(FeatureMap layer, String wanted, String instead) {
        if (layer.channelAxes().size() == 1) return new Silenced(layer.tensor(), layer.channelAxes().get(0), layer.channels());
        throw new Problem("A05", "layer=" + layer.tensor() + " is not possible for " + wanted + ": it has the shape " + layer.shape()
                + " and no single axis of channels to silence. Name another tensor, or " + instead + ".");
    }
}
