// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import com.google.auto.service.AutoService;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The value of a channel where it was largest in the unperturbed run. */
record Peak(Choice which, String tensor) implements Target {

    @Override
    public String spec() {
        return Spec.text("peak", which.text(), tensor);
    }

    @Override
    public List<String> tensors(ModelFacts facts) {
        return List.of(Tensors.named(facts, tensor));
    }

    @Override
    public boolean isChosenByImage() {
        return true;
    }

    @Override
    public Resolved resolve(Unperturbed run) {
        Site site = Site.of(this, tensor, run);
        int c = site.channel(which);
        List<Integer> place = Arrays.stream(site.layout().place(site.peak(c))).boxed().toList();
        String fixed = place.isEmpty() ? spec() : new Point(Choice.of(c), place, tensor).spec();
        int position = site.layout().channel(c)[site.peak(c)];
        return site.score(new Reading(site.source(), Weights.element(position)), fixed,
                Choice.words("channel", c, site.names()) + " at its peak " + place,
                "index", c, "class", site.name(c), "position", place);
    }

    /** {@code peak:C}. */
    @AutoService(TargetKind.class)
    public static final class Kind implements TargetKind {
        @Override
        public String prefix() {
            return "peak";
        }

        @Override
        public String usage() {
            return "peak:C";
        }

        @Override
        public String about() {
            return "channel C where it is largest in the unperturbed image";
        }

        @Override
        public Target parse(String arguments, String tensor) {
            return new Peak(Choice.parse(this, arguments), tensor);
        }

        @Override
        public Optional<String> example(Layout layout) {
            return layout.pixels() > 1 ? Optional.of("0") : Optional.empty();
        }
    }
}
