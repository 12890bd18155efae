// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.gradient.Gradients;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Needed;
import io.github.explainj.onnx.Port;
import io.github.explainj.onnx.Value;
import io.github.explainj.probe.Differentiation;
import java.util.ArrayList;
import java.util.List;

/**
 * Derives the gradient that a probe runs.
 *
 * @param forward the lifted model and its targets
 * @param targets how many
 */
record Derivation(Forward forward, Differentiation wanted, int targets) {

    private static final String GRADIENT = "explainj_gradient_of_";
    private static final String VALUE = "explainj_value_of_";

    Backward derived(Knowledge.Found found, String key) {
        int rows = found.free() ? -1 : forward.rows();
        Forward.Scored scored = forward.with(rows);
        GraphBuilder b = scored.builder();
        List<String> names = wanted.wrt().stream().map(w -> name(b, w)).toList();
        Wrt.checkFloats(names, found.known());
        Wrt.checkFlows(b.build(), found.known(), scored.scores().name(), names);
        Value seed = b.input(Task.Turns.ofTargets(targets).input(), ElementType.FLOAT, rows, targets);
        Gradients gradients = Gradients.append(b, found.known(), wanted.rules(),
                List.of(new Gradients.Seed(scored.scores(), seed)), names);
        b.output(Heads.SCORES, scored.scores());
        List<Result> results = new ArrayList<>();
        results.add(new Result(Heads.SCORES, List.of((long) targets), found.free() || !forward.isFree(), false));
        for (int i = 0; i < names.size(); i++) {
            b.output(GRADIENT + i, gradients.values().get(names.get(i)));
            results.add(result(GRADIENT + i, found, names.get(i), true));
            if (wanted.wrt().get(i).equals(Differentiation.INPUT)) continue;
            b.output(VALUE + i, b.value(names.get(i)));
            results.add(result(VALUE + i, found, names.get(i), false));
        }
        return new Backward(key, Needed.of(b.build()), wanted.wrt(), results, bytes(found), gradients.remarks());
    }

    /** Returns the tensor of the graph that a name stands for. */
    private String name(GraphBuilder b, String wrt) {
        if (wrt.equals(Differentiation.INPUT)) return b.value(forward.front().fedName()).name();
        boolean other = forward.front().others().stream().map(Port::name).anyMatch(wrt::equals);
        return other ? Front.fed(wrt) : b.value(wrt).name();
    }

    private Result result(String output, Knowledge.Found found, String tensor, boolean gradient) {
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
