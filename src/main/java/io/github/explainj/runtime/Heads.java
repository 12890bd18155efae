// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.target.Resolved;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The operators behind a model that give one number per sample and target, {@code [N, T]}. The
 * numbers in them (indices, weights) are graph inputs: the same session serves all classes.
 */
record Heads(List<Resolved> targets) {

    static final String SCORES = "explainj_scores";

    Heads {
        targets = List.copyOf(targets);
    }

    /** Returns what two lists of targets have in common when they can use the same session. */
    String structure() {
        StringBuilder text = new StringBuilder("scores");
        for (Resolved t : targets) {
            text.append('|').append(t.structure());
            t.parameters().forEach(p -> text.append(Arrays.toString(p.shape())));
        }
        return text.toString();
    }

    /** Returns the values of the graph inputs that the operators read. */
    Map<String, Tensor> feeds() {
        Map<String, Tensor> feeds = new LinkedHashMap<>();
        for (int t = 0; t < targets.size(); t++) {
            List<Tensor> parameters = targets.get(t).parameters();
            for (int p = 0; p < parameters.size(); p++) feeds.put(name(t, p), parameters.get(p));
        }
        return feeds;
    }

    /** Appends the operators and returns the whole graph. */
    Graph behind(GraphBuilder b) {
        List<Value> columns = new ArrayList<>();
        for (int t = 0; t < targets.size(); t++) {
            List<Value> parameters = new ArrayList<>();
            for (Tensor p : targets.get(t).parameters()) {
                long[] dims = Arrays.stream(p.shape()).asLongStream().toArray();
                parameters.add(b.input(name(t, parameters.size()), ElementType.FLOAT, dims));
            }
            columns.add(targets.get(t).attach(b, parameters).reshape(-1, 1));
        }
        Value all = columns.size() == 1
                ? columns.get(0)
                : b.op("Concat", Attributes.NONE.with("axis", 1), columns.toArray(Value[]::new));
        b.output(SCORES, all);
        return b.build();
    }

    private static String name(int target, int parameter) {
        return "explainj_target_" + target + "_" + parameter;
    }
}
