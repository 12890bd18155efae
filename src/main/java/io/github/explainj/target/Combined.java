// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * A target that is a sum of products of scores.
 *
 * @param products the factors of each product; a coefficient is in the first factor
 * @param spec the SPEC that names it
 * @param describe what it is, in words
 * @param facts what is recorded
 */
record Combined(List<List<Score>> products, String spec, String describe, Map<String, Object> facts)
        implements Resolved {

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
