// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.onnx.Graph;
import io.github.explainj.probe.Derivative;
import io.github.explainj.probe.Differentiation;
import io.github.explainj.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A gradient that was derived: the graph that computes it.
 *
 * @param key of its session
 * @param graph takes the input, the targets' parameters and the seed
 * @param wrt the names that were asked for
 * @param results the scores, then per name its gradient and, but for the explained input, its value
 * @param bytes estimate of the memory per row
 * @param remarks what a user must know
 */
record Backward(String key, Graph graph, List<String> wrt, List<Result> results, long bytes, List<String> remarks) {

    /** Returns the task of differentiating targets of this structure. */
    Task task(Heads heads) {
        Task.Program program = new Task.Program(key, () -> graph, results, bytes);
        return new Task(heads.structure(), program, heads.feeds(), Map.of(), Task.Turns.ofTargets(heads.count()));
    }

    /** Copies what a row holds. */
    Derivative derivative(int target, Row row) {
        float[] scores = new float[results.get(0).size()];
        row.scores(scores);
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        Map<String, Tensor> values = new LinkedHashMap<>();
        int next = 1;
        for (String name : wrt) {
            gradients.put(name, row.result(next++));
            values.put(name, name.equals(Differentiation.INPUT) ? row.input() : row.result(next++));
        }
        return new Derivative(scores[target], gradients, values);
    }
}
