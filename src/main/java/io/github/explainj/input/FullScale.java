// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.onnx.Value;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.List;

/**
 * Divides by the full scale of the image's file: 255 for 8 bit, 65535 for 16 bit. A 32-bit image has no
 * full scale: it is taken as it is when its values lie in 0 to 1, and refused otherwise.
 */
record FullScale() implements Step {

    @Override
    public String id() {
        return "scale_full";
    }

    @Override
    public boolean measures() {
        return true;
    }

    @Override
    public List<Tensor> statistics(Whole whole) {
        return List.of(new Tensor(new float[] {scale(whole)}));
    }

    private static float scale(Whole whole) {
        if (whole.bits() == 8) return 255;
        if (whole.bits() == 16) return 65535;
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float v : whole.pixels().data()) {
            low = Math.min(low, v);
            high = Math.max(high, v);
        }
        if (low >= 0 && high <= 1) return 1;
        throw new Problem("I10", "normalise=0-1 needs to know what becomes 1, and this 32-bit image holds values from "
                + Numbers.text(low) + " to " + Numbers.text(high) + ", not 0 to 1. Give the range, e.g. range=0,"
                + Numbers.text(Math.max(1, high)) + ", or choose normalise=percentile.");
    }

    @Override
    public Value append(Value x, List<Value> statistics) {
        return x.over(statistics.get(0));
    }

    @Override
    public String describe() {
        return "scale_full: x / full scale of the image's bit depth";
    }
}
