// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.input.InputCard;
import io.github.explainj.input.ModelCard;
import io.github.explainj.probe.Sample;
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
        List<InputCard> inputs = card.inputs();
        InputCard first = inputs.get(0);
        Map<String, Tensor> others = new LinkedHashMap<>();
        for (InputCard i : inputs.subList(1, inputs.size())) others.put(i.name(), Tensor.zeros(sizes(i)));
        int[] sizes = sizes(first);
        // the model repeats the one sample when its batch is fixed
        if (first.axes().has('b')) sizes[first.axes().index('b')] = 1;
        Sample bare = Sample.of(first.axes().canonical(Tensor.zeros(sizes)));
        return new Sample(bare.x(), bare.grid(), bare.scene(), bare.toModel(), others, bare.channels());
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
