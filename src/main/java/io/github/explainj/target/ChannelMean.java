// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Optional;

/** The mean of a channel over space, in the unit of the tensor. */
record ChannelMean(Choice which, String tensor) implements Target {

    @Override
    public String spec() {
        return Spec.text("mean", which.text(), tensor);
    }

    @Override
    public List<String> tensors(ModelFacts facts) {
        return List.of(Tensors.named(facts, tensor));
    }

    @Override
    public Resolved resolve(Unperturbed run) {
        Site site = Site.of(this, tensor, run);
        int c = site.channel(which);
        int[] pixels = site.layout().channel(c);
        return site.score(Weights.uniform(pixels, 1.0 / pixels.length),
                "mean of " + Choice.words("channel", c, site.names()), "index", c, "class", site.name(c));
    }

    /** {@code mean:C}. */
    @AutoService(TargetKind.class)
    public static final class Kind implements TargetKind {
        @Override
        public String prefix() {
            return "mean";
        }

        @Override
        public String usage() {
            return "mean:C";
        }

        @Override
        public String about() {
            return "mean of channel C over space";
        }

        @Override
        public Target parse(String arguments, String tensor) {
            return new ChannelMean(Choice.parse(this, arguments), tensor);
        }

        @Override
        public Optional<String> example(Layout layout) {
            return Optional.of("0");
        }
    }
}
