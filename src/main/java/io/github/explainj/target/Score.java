// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A target that is a sum of readings: linear in what its sources show.
 *
 * @param readings at least one, no two of the same source
 * @param spec the SPEC that names it
 * @param describe what it is, in words
 * @param facts what is recorded
 */
record Score(List<Reading> readings, String spec, String describe, Map<String, Object> facts) implements Resolved {

    Score {
        readings = List.copyOf(readings);
    }

    /** Joins readings of the same source. */
    static List<Reading> merged(List<Reading> readings) {
        Map<Source, Weights> sums = new LinkedHashMap<>();
        for (Reading r : readings) sums.merge(r.source(), r.weights(), Weights::plus);
        List<Reading> merged = new ArrayList<>();
        sums.forEach((source, weights) -> merged.add(new Reading(source, weights)));
        return merged;
    }

    @Override
    public String structure() {
        return Head.of(List.of(this)).structure();
    }

    @Override
    public List<Tensor> parameters() {
        return Head.of(List.of(this)).parameters();
    }

    @Override
    public Value attach(GraphBuilder graph, List<Value> parameters) {
        return Head.of(List.of(this)).append(graph, parameters).reshape(-1);
    }
}
