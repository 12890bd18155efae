// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.target.Head;
import io.github.explainj.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The targets behind a model, {@code [N, T]}. Their numbers (indices, weights) are graph inputs: the
 * same session serves all classes.
 */
record Heads(Head head) {

    static final String SCORES = "explainj_scores";

    int count() {
        return head.count();
    }

    /** Returns the key of the session that these targets can use. */
    String structure() {
        return "scores " + head.structure();
    }

    /** Returns the values of the graph inputs that the operators read. */
    Map<String, Tensor> feeds() {
        Map<String, Tensor> feeds = new LinkedHashMap<>();
        List<Tensor> parameters = head.parameters();
        for (int i = 0; i < parameters.size(); i++) feeds.put(head.names().get(i), parameters.get(i));
        return feeds;
    }

    /** Returns the task of scoring. */
    Task task(Front front) {
        Result scores = new Result(SCORES, List.of((long) count()), true, false);
        Task.Program program = new Task.Program(structure(), () -> behind(front.builder()), List.of(scores), 0);
        return new Task(structure(), program, feeds(), Map.of(), Task.Turns.NONE);
    }

    /** Appends the operators and returns the whole graph. */
    Graph behind(GraphBuilder b) {
        b.output(SCORES, head.append(b, head.inputs(b)));
        return b.build();
    }
}
