// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Optional;

/**
 * The log-odds of a class: its logit minus the log-sum-exp of the others', log(p / (1 - p)), which no
 * common shift of the logits can change. Behind a sigmoid it is the logit itself.
 */
record LogOdds(Choice which, String tensor) implements Target {

    @Override
    public String spec() {
        return Spec.text("logodds", which.text(), tensor);
    }

    @Override
    public List<String> tensors(ModelFacts facts) {
        return ClassSite.tensors(facts, tensor);
    }

    @Override
    public Resolved resolve(Unperturbed run) {
        ClassSite site = ClassSite.of(this, tensor, run);
        int index = site.index(which);
        return site.score(readings(site, index), index, "log-odds", spec());
    }

    private static List<Reading> readings(ClassSite site, int index) {
        return site.activation().equals("sigmoid") || site.count() == 1
                ? List.of(site.logit(index))
                : List.of(site.logit(index), site.others(index).times(-1));
    }

    /** {@code logodds:K} or {@code logodds:NAME}. */
    @AutoService(TargetKind.class)
    public static final class Kind implements TargetKind {
        @Override
        public String prefix() {
            return "logodds";
        }

        @Override
        public String usage() {
            return "logodds:K or logodds:NAME";
        }

        @Override
        public String about() {
            return "logit of a class minus the log-sum-exp of the others";
        }

        @Override
        public Target parse(String arguments, String tensor) {
            return new LogOdds(Choice.parse(this, arguments), tensor);
        }

        @Override
        public Optional<String> example(Layout layout) {
            return layout.isDense() ? Optional.empty() : Optional.of("0");
        }
    }
}
