// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.probe;

import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.Node;
import io.github.explainj.target.ModelFacts;
import io.github.explainj.target.Resolved;
import io.github.explainj.tensor.Tensor;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A model that is ready to run. Closing it frees its native memory, after any run has ended. */
public interface Model extends AutoCloseable {

    ModelFacts facts();

    /** Returns what really runs it: {@code CPU}, {@code CUDA:0}. */
    String provider();

    /** Returns remarks that the user should see, e.g. that {@code auto} fell back to the CPU and why. */
    List<String> remarks();

    /**
     * Runs the unchanged input once and returns the given tensors, outputs or inner ones, as floats
     * in their own layout, with their batch axis if they have one.
     */
    Map<String, Tensor> run(Sample input, Collection<String> tensors);

    /** Returns a probe that scores these targets in the same runs. Probes share sessions. */
    Probe probe(List<Resolved> targets);

    /** Returns the shape of every tensor for a batch of one such input; -1 where it depends on the data. */
    Map<String, List<Long>> shapes(Sample input);

    /**
     * Derives a gradient as a graph that stands by itself: the model's own inputs, for samples of this
     * size, and the target's numbers as inputs with default values.
     *
     * @param targets one, or none for {@code sum(first output * weights)} with {@code weights} as an input
     * @param wrt inner tensors or inputs; empty for the explained input
     * @return outputs {@code score} and {@code grad_<tensor>}
     * @throws io.github.explainj.problem.Problem M13 when an operator on the way has no gradient rule
     */
    Graph gradientGraph(Sample example, List<Resolved> targets, List<String> wrt);

    /**
     * Returns the nodes that prevent a tensor from being differentiated with respect to the explained
     * input; empty when it can be.
     *
     * @param tensor an output or inner tensor
     */
    List<Node> obstacles(String tensor);

    /** Returns all tensors that can be differentiated with respect to the explained input, itself included. */
    Set<String> differentiable();

    /** Returns all tensors with respect to which an output or inner tensor can be differentiated, itself included. */
    Set<String> ways(String tensor);

    @Override
    void close();
}
