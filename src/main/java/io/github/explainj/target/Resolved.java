// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.Map;

/**
 * A target with every choice made. Its operators depend on {@link #structure()} alone and its
 * numbers are graph inputs, so one session serves all classes.
 */
public interface Resolved {

    /** Returns what was chosen, in words: {@code class 1 "infected" (logit)}. */
    String describe();

    /** Returns the SPEC that names this very choice, e.g. {@code class:1} when the top class was asked for. */
    String spec();

    /** Returns a text that is the same for targets with the same operators. */
    String structure();

    /** Returns the numbers that the operators read. */
    List<Tensor> parameters();

    /**
     * Appends the operators.
     *
     * @param parameters graph inputs for {@link #parameters()}, in that order
     * @return {@code [N]}, one number per sample
     */
    Value attach(GraphBuilder graph, List<Value> parameters);

    /** Returns what is recorded: the form (logit, probability), index, class name, tensor. */
    Map<String, Object> facts();
}
