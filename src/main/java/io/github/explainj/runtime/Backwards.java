// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.onnx.Lift;
import io.github.explainj.probe.Differentiation;
import io.github.explainj.probe.Sample;
import java.util.LinkedHashMap;
import java.util.Map;

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
        ProbeForward forward = new ProbeForward(model, lifted(), input, heads);
        String key = "gradient of " + wanted.wrt() + " by " + wanted.rules().name() + " " + forward.key();
        Backward found = kept.get(key);
        if (found != null) return found;
        Backward made = new Derivation(forward, wanted, heads.count()).derived(new Knowledge(forward, run), key);
        kept.put(key, made);
        if (kept.size() > KEPT) kept.remove(kept.keySet().iterator().next());
        return made;
    }

}
