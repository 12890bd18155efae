// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.input.ImageData;
import io.github.explainj.input.ModelCard;
import io.github.explainj.probe.Model;

/** How far a model looks: whether an image may be explained in tiles, and how much they must overlap. */
final class Reach {

    /** The model is not fully convolutional: its tiles cannot be put together. */
    static final int WHOLE = -1;

    private final ModelCard card;
    private final Model model;

    Reach(ModelCard card, Model model) {
        this.card = card;
        this.model = model;
    }

    /** Returns the receptive radius of the first output in model pixels, or {@link #WHOLE}. */
    int radius(ImageData image) {
        return WHOLE;
    }
}
