// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.explain.Explainer;
import io.github.explainj.explain.Finding;
import io.github.explainj.gradient.NotDifferentiable;
import io.github.explainj.probe.Cancellable;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.probe.Counting;
import io.github.explainj.probe.Model;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Progress;
import io.github.explainj.probe.Reporting;
import io.github.explainj.registry.Registry;
import io.github.explainj.registry.Schema;
import io.github.explainj.target.Resolved;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** What explainers and views have in common when they run: they are counted, reported, and can be stopped. */
final class Watched {

    private Watched() {}

    /** Returns a probe that counts into {@code runs}. */
    static Probe probe(Model model, List<Resolved> targets, AtomicLong runs, Progress progress, Cancellation cancellation) {
        return new Cancellable(new Reporting(new Counting(model.probe(targets), runs), progress), cancellation);
    }

    /** Runs a method; where the model cannot be differentiated, the methods that need no gradient are named. */
    static List<Finding> findings(Supplier<List<Finding>> method) {
        try {
            return method.get();
        } catch (NotDifferentiable e) {
            throw e.with(Registry.of(Explainer.class).schemas().stream().filter(m -> !m.defaults().needsGradients()).map(Schema::name).toList());
        }
    }
}
