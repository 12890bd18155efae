// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import ai.onnxruntime.OrtException;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.runtime.Survey;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The gradient of {@code sum(y * weights)} for what a few operators make of some inputs, to be compared
 * with what was solved by hand.
 *
 * @param gradients per input, in order
 */
record Derived(List<Tensor> gradients, List<String> remarks) {

    /**
     * Derives and runs.
     *
     * @param network makes y from the inputs
     * @param weights has y's shape
     */
    static Derived of(int opset, Function<List<Value>, Value> network, Tensor weights, Tensor... inputs) throws OrtException {
        GraphBuilder b = new GraphBuilder(opset);
        Map<String, Tensor> feeds = new LinkedHashMap<>();
        List<Value> xs = new ArrayList<>();
        for (Tensor t : inputs) {
            xs.add(b.input("x" + feeds.size(), ElementType.FLOAT, Ran.shape(t)));
            feeds.put("x" + feeds.size(), t);
        }
        Value y = network.apply(xs);
        b.output(y);
        Gradients g = Gradients.append(b, Survey.of(b.build()), GradientRules.standard(),
                List.of(new Gradients.Seed(y, b.constant(weights))), feeds.keySet());
        b.clearOutputs();
        feeds.keySet().forEach(x -> b.output("gradient_" + x, g.values().get(x)));
        try (Ran ran = new Ran(b.build())) {
            Map<String, Tensor> found = ran.run(feeds);
            return new Derived(feeds.keySet().stream().map(x -> found.get("gradient_" + x)).toList(), g.remarks());
        }
    }

    /** Returns the gradient of one operator by its inputs, lists of numbers, for a y of weights 1, 2, 3, ... */
    static List<float[]> of(Function<List<Value>, Value> network, int results, float[]... inputs) throws OrtException {
        float[] weights = new float[results];
        for (int i = 0; i < results; i++) weights[i] = i + 1;
        Tensor[] xs = Arrays.stream(inputs).map(x -> new Tensor(x, x.length)).toArray(Tensor[]::new);
        return of(GradientCheck.OPSET, network, new Tensor(weights, results), xs).gradients().stream().map(Tensor::data).toList();
    }
}
