// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.input.InputCard;
import io.github.explainj.input.ModelCard;
import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes an input of zeros, for what is said of a model without an image. */
final class Example {

    /** A free spatial axis is taken as this long. */
    private static final int SIDE = 64;

    private Example() {}

    static Sample of(ModelCard card) {
        return of(card, List.of());
    }

    /**
     * Makes one of a size.
     *
     * @param size {@code (D,) H, W} of the first input; empty for the smallest possible ones from 64 up
     * @throws Problem A06 for a size that the model cannot take
     */
    static Sample of(ModelCard card, List<Integer> size) {
        List<InputCard> inputs = card.inputs();
        InputCard first = inputs.get(0);
        Map<String, Tensor> others = new LinkedHashMap<>();
        for (InputCard i : inputs.subList(1, inputs.size())) others.put(i.name(), Tensor.zeros(sizes(i)));
        int[] sizes = sizes(first);
        for (int a = 0; a < first.axes().spatial().length() && !size.isEmpty(); a++)
            sizes[first.axes().index(first.axes().spatial().charAt(a))] = given(first.spatialSizes(), a, size);
        // the model repeats the one sample when its batch is fixed
        if (first.axes().has('b')) sizes[first.axes().index('b')] = 1;
        Sample bare = Sample.of(first.axes().canonical(Tensor.zeros(sizes)));
        return new Sample(bare.x(), bare.grid(), bare.scene(), bare.toModel(), others, bare.channels());
    }

    /**
     * Returns a size that somebody gave, when the model can take it.
     *
     * @param given one number per spatial axis, at least one
     * @throws Problem A06 when it cannot
     */
    static int given(List<InputCard.Size> sizes, int axis, List<Integer> given) {
        InputCard.Size s = sizes.get(axis);
        if (given.size() != sizes.size())
            throw new Problem("A06", "The size " + given + " is not possible: expected " + sizes.size() + " numbers, one per axis.");
        if (given.get(axis) < 1)
            throw new Problem("A06", "The size " + given + " is not possible: expected numbers from 1 up, e.g. 256,256 (H,W, or"
                    + " D,H,W).");
        if (s.isFixed() && given.get(axis) != s.min())
            throw new Problem("A06", "The size " + given + " is not possible: the model takes " + s.min() + " along axis "
                    + (axis + 1) + " only.");
        return given.get(axis);
    }

    private static int[] sizes(InputCard input) {
        int[] sizes = new int[input.axes().rank()];
        for (int i = 0; i < sizes.length; i++) {
            boolean space = "zyx".indexOf(input.axes().letters().charAt(i)) >= 0;
            sizes[i] = input.sizes().get(i).atLeast(space ? SIDE : 1);
        }
        return sizes;
    }
}
