// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.probe.Sample;
import io.github.explainj.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is to be scored.
 *
 * @param sample the unchanged input
 * @param maker writes the changed copies
 * @param heads the targets
 * @param input the name under which the explained input is fed
 * @param others the model's other inputs
 */
record Work(Sample sample, Slots.Maker maker, Heads heads, String input, Others others) {

    int targets() {
        return heads.count();
    }

    /** Returns what is the same in all runs with so many rows: other inputs, targets' parameters. */
    Map<String, Tensor> fixed(int rows) {
        Map<String, Tensor> fixed = new LinkedHashMap<>(others.rows(sample.others(), rows));
        fixed.putAll(heads.feeds());
        return fixed;
    }
}
