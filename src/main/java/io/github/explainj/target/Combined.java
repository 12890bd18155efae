// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * A target that is a sum of products of others.
 *
 * @param products at least one
 * @param spec the SPEC that names it
 * @param describe what it is, in words
 * @param facts what is recorded
 */
record Combined(List<Product> products, String spec, String describe, Map<String, Object> facts) implements Resolved {

    Combined {
        products = List.copyOf(products);
    }

    /**
     * A product of resolved targets with a number.
     *
     * @param coefficient the number before it
     * @param factors at least one, none of them combined
     */
    record Product(double coefficient, List<Resolved> factors) {

        Product {
            factors = List.copyOf(factors);
        }

        boolean isLinear() {
            return factors.size() == 1 && factors.get(0) instanceof Score;
        }
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
