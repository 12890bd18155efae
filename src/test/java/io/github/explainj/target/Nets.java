// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Tiny models whose tensors are known: what is fed comes out. */
final class Nets {

    private Nets() {}

    /** A model that gives its input x, or what is made of it, as output y. */
    static Graph graph(int opset, UnaryOperator<Value> body, long... dims) {
        GraphBuilder b = new GraphBuilder(opset);
        Value x = b.input("x", ElementType.FLOAT, dims);
        b.output("y", body.apply(x));
        return b.build();
    }

    static ModelFacts facts(Graph graph) {
        return new ModelFacts(graph, true, Map.of(), Map.of());
    }

    /** The model that gives its input, run on a tensor; its batch axis is free. */
    static Ran echo(Tensor x) {
        return made(v -> v, x);
    }

    /** A model that makes y of x, run on a tensor. */
    static Ran made(UnaryOperator<Value> body, Tensor x) {
        return made(GraphBuilder.OPSET, body, x);
    }

    static Ran made(int opset, UnaryOperator<Value> body, Tensor x) {
        return new Ran(facts(graph(opset, body, free(x))), Map.of("x", x));
    }

    static long[] free(Tensor x) {
        long[] dims = java.util.Arrays.stream(x.shape()).asLongStream().toArray();
        dims[0] = -1;
        return dims;
    }

    static ModelFacts named(Graph graph, String... classes) {
        return new ModelFacts(graph, true, Map.of("y", List.of(classes)), Map.of());
    }

    /** 0, 1, 2, ... */
    static Tensor counting(int... shape) {
        Tensor t = Tensor.zeros(shape);
        for (int i = 0; i < t.size(); i++) t.data()[i] = i;
        return t;
    }

    static Tensor row(float... values) {
        return new Tensor(values, 1, values.length);
    }
}
