// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.probe.Sample;
import io.github.explainj.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is to be run.
 *
 * @param sample the unchanged input
 * @param maker writes the changed copies
 * @param task what is asked of them
 * @param input the name under which the explained input is fed
 * @param others the model's other inputs
 */
record Work(Sample sample, Slots.Maker maker, Task task, String input, Others others) {

    /** Returns what is the same in all runs with so many rows: other inputs, targets' parameters, tensors inside. */
    Map<String, Tensor> fixed(int rows) {
        Map<String, Tensor> fixed = new LinkedHashMap<>(others.rows(sample.others(), rows));
        fixed.putAll(task.parameters());
        task.kept().forEach((name, t) -> fixed.put(name, Values.repeated(t, rows)));
        return fixed;
    }

    /** Returns the same for other samples, one row for each. */
    Work of(Slots.Maker samples) {
        return new Work(sample, samples, task.oneRowPerSample(), input, others);
    }
}
