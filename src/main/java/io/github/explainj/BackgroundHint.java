// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.input.InputCard;
import io.github.explainj.perturb.Backgrounds;
import io.github.explainj.perturb.Scene;
import io.github.explainj.tensor.Tensor;
import java.util.Locale;
import java.util.function.Supplier;

/** Decides how an image's background looks: by the model card, else by the image itself. */
final class BackgroundHint {

    private BackgroundHint() {}

    /** @param whole the whole image in raw intensities, {@code [1, C, spatial...]} */
    static Scene.Background of(InputCard card, Tensor whole, boolean colour) {
        return card.background().isEmpty()
                ? Backgrounds.of(whole, colour)
                : Scene.Background.valueOf(card.background().toUpperCase(Locale.ROOT));
    }

    /** Returns the same, decided when it is first asked for: it costs more than all other preparing of a small image. */
    static Supplier<Scene.Background> later(InputCard card, Tensor whole, boolean colour) {
        return new Supplier<>() {
            private Scene.Background found;

            @Override
            public synchronized Scene.Background get() {
                if (found == null) found = of(card, whole, colour);
                return found;
            }
        };
    }
}
