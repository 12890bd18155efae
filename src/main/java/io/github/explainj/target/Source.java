// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.List;

/**
 * Where numbers are read: a tensor seen through a lens, flattened to {@code [N, size]}.
 *
 * @param tensor name of an output or inner tensor
 * @param batched whether axis 0 is the batch; else the tensor is one sample
 * @param shape the sizes that it is given first, with its batch axis; empty to take it as it is
 * @param lens what is done to it
 * @param size elements per sample, behind the lens
 */
record Source(String tensor, boolean batched, List<Integer> shape, Lens lens, int size) {

    /** Takes a tensor as it is. */
    static Source plain(String tensor, Layout layout) {
        return new Source(tensor, layout.batched(), List.of(), new Lens.Plain(), layout.size());
    }

    static Source through(Lens lens, String tensor, Layout layout) {
        return new Source(tensor, layout.batched(), List.of(), lens, layout.size());
    }

    String structure() {
        return "\"" + tensor + "\" " + (batched ? "batched " : "") + shape + " " + lens.structure();
    }

    List<Tensor> parameters() {
        return lens.parameters();
    }

    /** Appends the operators; floats whatever the tensor's type is. */
    Value append(GraphBuilder graph, List<Value> parameters) {
        Value x = graph.value(tensor).cast(ElementType.FLOAT);
        Value shown = lens.look(shape.isEmpty() ? x : x.reshape(sizes()), parameters);
        return batched ? shown.flatten() : shown.reshape(1, -1);
    }

    private long[] sizes() {
        long[] sizes = shape.stream().mapToLong(s -> s).toArray();
        if (batched) sizes[0] = -1;
        return sizes;
    }
}
