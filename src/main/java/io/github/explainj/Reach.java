// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.input.ImageData;
import io.github.explainj.input.InputCard;
import io.github.explainj.input.ModelCard;
import io.github.explainj.probe.Model;

/** How far a model looks: whether an image may be explained in tiles, and how much they must overlap. */
final class Reach {

    private final ModelCard card;
    private final Model model;

    Reach(ModelCard card, Model model) {
        this.card = card;
        this.model = model;
    }

    boolean isConvolutional(ImageData image) {
        return false;
    }

    int radius(ImageData image) {
        return 0;
    }
}
