// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.tensor.Tensor;

/** Carries out {@link Geometry}. */
final class Resampling {

    private Resampling() {}

    static Tensor toModel(Geometry g, Tensor image) {
        throw new IllegalStateException("not written yet");
    }

    static Tensor toImage(Geometry g, Tensor map) {
        throw new IllegalStateException("not written yet");
    }

    static Tensor labelsToModel(Geometry g, Tensor labels) {
        throw new IllegalStateException("not written yet");
    }
}
