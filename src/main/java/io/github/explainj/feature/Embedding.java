// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.FeatureMap;
import io.github.explainj.tensor.Tensor;
import java.util.List;

/**
 * Makes one vector of an image.
 *
 * @param layer whose activations are taken, at the size of any image
 * @param pooling how its cells become one vector; not {@code AUTO}
 */
record Embedding(FeatureMap layer, Pooling pooling) {

    /** @param values the layer's activations in their own shape, a batch axis of 1 */
    float[] of(Tensor values) {
        return pooling.pool(layer.at(values.shape()).arranged(values));
    }

    /** Runs the model on an item. */
    float[] of(Subject subject, Item item) {
        return of(subject.probe().activations(item.sample(), List.of(layer.tensor())).get(layer.tensor()));
    }
}
