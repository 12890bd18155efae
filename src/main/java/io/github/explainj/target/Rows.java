// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import io.github.explainj.tensor.Tensor;
import java.util.List;

/** Writes weighted sums as rows of equal length. */
final class Rows {

    private Rows() {}

    /**
     * Returns the positions and the values, {@code [B, longest]}. Short rows are filled up with their
     * own first position at weight 0, so that a row never touches an element of another.
     */
    static List<Tensor> of(List<Weights> weights) {
        int longest = weights.stream().mapToInt(Weights::size).max().orElse(1);
        int[] positions = new int[weights.size() * longest];
        Tensor values = Tensor.zeros(weights.size(), longest);
        for (int t = 0; t < weights.size(); t++) {
            Weights w = weights.get(t);
            for (int i = 0; i < longest; i++) positions[t * longest + i] = w.positions()[i < w.size() ? i : 0];
            System.arraycopy(w.values(), 0, values.data(), t * longest, w.size());
        }
        return List.of(Positions.tensor(positions, weights.size(), longest), values);
    }
}
