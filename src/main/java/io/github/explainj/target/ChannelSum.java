// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Optional;

/** The sum of a channel over space, in the unit of the tensor. */
record ChannelSum(Choice which, String tensor) implements Target {

    @Override
    public String spec() {
        return Spec.text("sum", which.text(), tensor);
    }

    @Override
    public List<String> tensors(ModelFacts facts) {
        return List.of(Tensors.named(facts, tensor));
    }

    @Override
    public Resolved resolve(Unperturbed run) {
        Site site = Site.of(this, tensor, run);
        int c = site.channel(which);
        return site.score(Weights.uniform(site.layout().channel(c), 1),
                "sum of " + Choice.words("channel", c, site.names()), "index", c, "class", site.name(c));
    }

    /** {@code sum:C}. */
    @AutoService(TargetKind.class)
    public static final class Kind implements TargetKind {
        @Override
        public String prefix() {
            return "sum";
        }

        @Override
        public String usage() {
            return "sum:C";
        }

        @Override
        public String about() {
            return "sum of channel C over space";
        }

        @Override
        public Target parse(String arguments, String tensor) {
            return new ChannelSum(Choice.parse(this, arguments), tensor);
        }

        @Override
        public Optional<String> example(Layout layout) {
            return Optional.of("0");
        }
    }
}
