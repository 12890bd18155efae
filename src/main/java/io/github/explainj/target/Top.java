// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Optional;

/** The class with the largest logit in the unperturbed run, as logit; held fixed from then on. */
record Top(String tensor) implements Target {

    @Override
    public String spec() {
        return Spec.text("top", "", tensor);
    }

    @Override
    public List<String> tensors(ModelFacts facts) {
        return ClassSite.tensors(facts, tensor);
    }

    @Override
    public boolean isChosenByImage() {
        return true;
    }

    @Override
    public Resolved resolve(Unperturbed run) {
        ClassSite site = ClassSite.of(this, tensor, run);
        int index = site.top();
        return site.score(List.of(site.logit(index)), index, "logit", new ClassScore(Choice.of(index), tensor).spec());
    }

    /** {@code top}. */
    @AutoService(TargetKind.class)
    public static final class Kind implements TargetKind {
        @Override
        public String prefix() {
            return "top";
        }

        @Override
        public String usage() {
            return "top";
        }

        @Override
        public String about() {
            return "the class with the largest score, found by one run";
        }

        @Override
        public Target parse(String arguments, String tensor) {
            if (!arguments.isBlank()) throw Spec.bad(this, arguments);
            return new Top(tensor);
        }

        @Override
        public Optional<String> example(Layout layout) {
            return layout.isDense() ? Optional.empty() : Optional.of("");
        }
    }
}
