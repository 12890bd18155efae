// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Optional;

/**
 * The probability of a class, 0 to 1: the graph's own, else by the activation of the package, else by
 * softmax over the classes (sigmoid when there is one). In an image of classes it is the mean over
 * the active ROI.
 */
record Probability(Choice which, String tensor) implements Target {

    @Override
    public String spec() {
        return Spec.text("prob", which.text(), tensor);
    }

    @Override
    public List<String> tensors(ModelFacts facts) {
        return ClassSite.tensors(facts, tensor);
    }

    @Override
    public Resolved resolve(Unperturbed run) {
        ClassSite site = ClassSite.of(this, tensor, run);
        int index = site.index(which);
        return site.score(List.of(site.probability(index)), index, "probability", spec());
    }

    /** {@code prob:K} or {@code prob:NAME}. */
    @AutoService(TargetKind.class)
    public static final class Kind implements TargetKind {
        @Override
        public String prefix() {
            return "prob";
        }

        @Override
        public String usage() {
            return "prob:K or prob:NAME";
        }

        @Override
        public String about() {
            return "probability of a class, 0 to 1";
        }

        @Override
        public Target parse(String arguments, String tensor) {
            return new Probability(Choice.parse(this, arguments), tensor);
        }

        @Override
        public Optional<String> example(Layout layout) {
            return layout.isDense() ? Optional.empty() : Optional.of("0");
        }
    }
}
