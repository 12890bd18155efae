// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.Finding;
import io.github.explainj.onnx.ReceptiveField;
import io.github.explainj.perturb.Scene;
import io.github.explainj.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;

/** An image of which only a part has its full brightness. */
final class Dimmed {

    private Dimmed() {}

    /**
     * Dims what is outside a mask towards the darkest value of each channel.
     *
     * @param mask {@code [1, 1, spatial...]}, inside where above 0
     * @param dim brightness outside, 0 to 1
     */
    static Finding.Picture picture(Item item, Tensor mask, double dim) {
        Scene scene = item.sample().scene();
        Tensor dimmed = scene.raw().copy();
        int each = mask.size();
        for (int c = 0; c < dimmed.channels(); c++) {
            float dark = Float.POSITIVE_INFINITY;
            for (int i = c * each; i < (c + 1) * each; i++)
                if (dimmed.data()[i] < dark) dark = dimmed.data()[i];
            for (int i = 0; i < each; i++) {
                double raw = dimmed.data()[c * each + i];
                if (!(mask.data()[i] > 0)) dimmed.data()[c * each + i] = (float) (dark + dim * (raw - dark));
            }
        }
        boolean colour = scene.background() == Scene.Background.COLOUR && dimmed.channels() == 3;
        List<ReceptiveField.Axis> field = item.sample().grid().spatial().stream()
                .map(s -> new ReceptiveField.Axis(1, 1, 0)).toList();
        return new Finding.Picture(0, "dimmed", dimmed, List.of(item.origin().name()),
                colour ? Finding.Tone.COLOUR : Finding.Tone.GREY,
                false, "intensity", field, new LinkedHashMap<>());
    }
}
