// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.tensor.Tensor;
import java.util.List;

/**
 * An image in its own intensities, as ImageJ (or a file) has it: one slice or one volume, one frame.
 *
 * @param title what the user calls it
 * @param pixels {@code [1, C, (D,) H, W]}, raw values
 * @param micrometres size of a pixel per spatial axis {@code (z,) y, x}; NaN where not calibrated
 * @param colour true for RGB, whose three channels belong together
 * @param bits 8, 16 or 32 per channel
 * @param channels channel names; empty when unknown
 */
public record ImageData(String title, Tensor pixels, List<Double> micrometres, boolean colour, int bits,
        List<String> channels) {

    public ImageData {
        micrometres = List.copyOf(micrometres);
        channels = List.copyOf(channels);
    }
}
