// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Optional;

/**
 * The logit of a class: what goes into the last softmax or sigmoid of the model or of its package's
 * postprocessing. In an image of classes it is the mean over the active ROI.
 */
record ClassScore(Choice which, String tensor) implements Target {

    @Override
    public String spec() {
        return Spec.text("class", which.text(), tensor);
    }

    @Override
    public List<String> tensors(ModelFacts facts) {
        return ClassSite.tensors(facts, tensor);
    }

    @Override
    public Resolved resolve(Unperturbed run) {
        ClassSite site = ClassSite.of(this, tensor, run);
        int index = site.index(which);
        return site.score(List.of(site.logit(index)), index, "logit", spec());
    }

    /** {@code class:K} or {@code class:NAME}. */
    @AutoService(TargetKind.class)
    public static final class Kind implements TargetKind {
        @Override
        public String prefix() {
            return "class";
        }

        @Override
        public String usage() {
            return "class:K or class:NAME";
        }

        @Override
        public String about() {
            return "score of a class as logit";
        }

        @Override
        public Target parse(String arguments, String tensor) {
            return new ClassScore(Choice.parse(this, arguments), tensor);
        }

        @Override
        public Optional<String> example(Layout layout) {
            return layout.isDense() ? Optional.empty() : Optional.of("0");
        }
    }
}
