// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.Map;
import java.util.Optional;

/**
 * What statistics are taken from: the whole unperturbed image, never a crop, a tile or an occluded copy.
 *
 * @param pixels {@code [1, C, spatial...]}, as they are before the step that asks
 * @param bits 8, 16 or 32 per channel of the file that it came from; tells what full scale is
 * @param others other tensors by name, {@code [1, C, spatial...]}, for steps that refer to one
 */
public record Whole(Tensor pixels, int bits, Map<String, Tensor> others) {

    public Whole {
        others = Map.copyOf(others);
    }

    /** A 32-bit image alone. */
    public Whole(Tensor pixels) {
        this(pixels, 32, Map.of());
    }

    /** An image in its file's bit depth. */
    public Whole(ImageData image, Tensor selected) {
        this(selected, image.bits(), Map.of());
    }

    Whole with(Tensor changed) {
        return new Whole(changed, bits, others);
    }

    /** Returns the tensor that a step refers to; the image itself when it refers to none. */
    Tensor of(Step step, Optional<String> reference) {
        if (reference.isEmpty()) return pixels;
        Tensor found = others.get(reference.get());
        if (found != null) return found;
        throw new Problem("P18", "The step " + step.id() + " takes its statistics from the tensor \"" + reference.get()
                + "\", which is not at hand; known: " + others.keySet() + ". Give it, or choose another normalise=.");
    }
}
