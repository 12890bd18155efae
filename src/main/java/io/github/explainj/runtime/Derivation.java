// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.gradient.Gradients;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Port;
import io.github.explainj.onnx.Value;
import io.github.explainj.probe.Differentiation;
import io.github.explainj.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** Derives the gradient behind the lifted model and its targets. */
record Derivation(Forward forward, Differentiation wanted, String key) {

    private static final String GRADIENT = "explainj_gradient_of_";
    private static final String VALUE = "explainj_value_of_";

    Backward derived(Knowledge knowledge) {
        wanted.wrt().forEach(this::checkExists);
        Knowledge.Found found = knowledge.found();
        Forward.Scored scored = forward.with(found.free() ? -1 : forward.rows());
        GraphBuilder b = scored.builder();
        List<String> names = wanted.wrt().stream().map(w -> name(b, w)).toList();
        names.forEach(n -> checkFloat(n, found));
        Value seed = b.input(Task.SEED, ElementType.FLOAT, found.free() ? -1 : forward.rows(), forward.heads().count());
        Gradients gradients = Gradients.append(b, found.known(), wanted.rules(),
                List.of(new Gradients.Seed(scored.scores(), seed)), names);
        b.output(Heads.SCORES, scored.scores());
        List<Result> results = new ArrayList<>();
        results.add(new Result(Heads.SCORES, List.of((long) forward.heads().count()), true, false));
        for (int i = 0; i < names.size(); i++) {
            results.add(result(b, GRADIENT + i, gradients.values().get(names.get(i)), found, names.get(i), true));
            if (!wanted.wrt().get(i).equals(Differentiation.INPUT))
                results.add(result(b, VALUE + i, b.value(names.get(i)), found, names.get(i), false));
        }
        return new Backward(key, b.build(), wanted.wrt(), results, bytes(found), gradients.remarks());
    }

    private void checkExists(String tensor) {
        if (tensor.equals(Differentiation.INPUT) || forward.front().graph().has(tensor)) return;
        throw new Problem("A05", "The model " + forward.model().name() + " has no tensor \"" + tensor
                + "\" that could be differentiated; explainj info lists those that it has.");
    }

    private static void checkFloat(String tensor, Knowledge.Found found) {
        if (!found.known().floats().contains(tensor))
            throw new Problem("A05", "The tensor \"" + tensor + "\" holds no floating-point numbers, so there is no gradient"
                    + " with respect to it. Choose a tensor that does; explainj info lists them.");
    }

    /** Returns the tensor of the graph that a name stands for. */
    private String name(GraphBuilder b, String wrt) {
        if (wrt.equals(Differentiation.INPUT)) return forward.front().fedName();
        boolean other = forward.front().others().stream().map(Port::name).anyMatch(wrt::equals);
        return other ? Front.fed(wrt) : b.value(wrt).name();
    }

    private Result result(GraphBuilder b, String output, Value value, Knowledge.Found found, String tensor, boolean gradient) {
        b.output(output, value);
        List<Long> one = found.one().get(tensor);
        List<Long> known = found.known().shapes().get(tensor);
        boolean batched = found.free() ? !one.isEmpty() && isBatch(known)
                // a free axis that takes one row only is none
                : !forward.isFree() && !one.isEmpty() && one.get(0) == forward.rows();
        return new Result(output, batched ? one.subList(1, one.size()) : one, batched, gradient);
    }

    private static boolean isBatch(List<Long> shape) {
        return shape.get(0) == -1 && shape.lastIndexOf(-1L) == 0;
    }

    /** Everything that the way forward makes is alive until the way back has read it, and has a gradient. */
    private long bytes(Knowledge.Found found) {
        long all = 0;
        for (String t : forward.front().graph().tensors()) {
            List<Long> shape = found.one().getOrDefault(t, List.of());
            all += 8 * shape.stream().reduce(1L, (a, s) -> a * Math.max(0, s));
        }
        return Math.max(1, all / forward.rows());
    }
}
