// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.onnx.Lift;
import io.github.explainj.probe.Differentiation;
import io.github.explainj.probe.Sample;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Keeps the gradients that were derived last: one per structure of targets, tensors, rules and sizes. */
final class Backwards {

    private static final int KEPT = 8;

    private final OrtModel model;
    private final Map<String, Backward> kept = new LinkedHashMap<>(16, 0.75f, true);
    private Front lifted;

    Backwards(OrtModel model) {
        this.model = model;
    }

    /** Returns the model in the form that can be differentiated, with the operators in front. */
    synchronized Front lifted() {
        if (lifted == null) lifted = model.front().before(Lift.of(model.front().graph()));
        return lifted;
    }

    synchronized Backward of(Sample input, Heads heads, Differentiation wanted, Runs.Run run) {
        String key = key(input, heads, wanted);
        Backward found = kept.get(key);
        if (found != null) return found;
        Forward forward = new Forward(model, lifted(), input, heads);
        Backward made = new Derivation(forward, wanted, key).derived(new Knowledge(forward, run));
        kept.put(key, made);
        if (kept.size() > KEPT) kept.remove(kept.keySet().iterator().next());
        return made;
    }

    private static String key(Sample input, Heads heads, Differentiation wanted) {
        String parameters = heads.head().parameters().stream().map(p -> Arrays.toString(p.shape())).collect(Collectors.joining());
        Map<String, String> others = new TreeMap<>();
        input.others().forEach((name, t) -> others.put(name, Arrays.toString(t.shape())));
        return "gradient " + heads.structure() + " " + parameters + " of " + wanted.wrt() + " by " + wanted.rules().name() + " at "
                + Arrays.toString(input.x().shape()) + others;
    }
}
