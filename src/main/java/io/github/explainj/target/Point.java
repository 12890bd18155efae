// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import com.google.auto.service.AutoService;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The value of a channel at a place.
 *
 * @param place {@code (z,) y, x} in pixels of the tensor
 */
record Point(Choice which, List<Integer> place, String tensor) implements Target {

    @Override
    public String spec() {
        return Spec.text("point", which.text() + "," + Places.text(place), tensor);
    }

    @Override
    public List<String> tensors(ModelFacts facts) {
        return List.of(Tensors.named(facts, tensor));
    }

    @Override
    public Resolved resolve(Unperturbed run) {
        Site site = Site.of(this, tensor, run);
        int c = site.channel(which);
        Places.check(site, place, Arrays.stream(site.layout().spatial()).boxed().toList());
        int position = site.layout().position(c, place.stream().mapToInt(i -> i).toArray());
        return site.score(Weights.element(position), Choice.words("channel", c, site.names()) + " at " + place,
                "index", c, "class", site.name(c), "position", place);
    }

    /** {@code point:C,y,x} or {@code point:C,z,y,x}. */
    @AutoService(TargetKind.class)
    public static final class Kind implements TargetKind {
        @Override
        public String prefix() {
            return "point";
        }

        @Override
        public String usage() {
            return "point:C,y,x or point:C,z,y,x";
        }

        @Override
        public String about() {
            return "channel C at a place, in pixels of the tensor";
        }

        @Override
        public Target parse(String arguments, String tensor) {
            int comma = Quotes.find(arguments, ",", 0);
            if (comma < 0) throw Spec.bad(this, arguments);
            return new Point(Choice.parse(this, arguments.substring(0, comma)),
                    Spec.numbers(this, arguments.substring(comma + 1)), tensor);
        }

        @Override
        public Optional<String> example(Layout layout) {
            if (layout.pixels() == 1) return Optional.empty();
            return Optional.of("0," + Places.text(Arrays.stream(layout.spatial()).map(s -> s / 2).boxed().toList()));
        }
    }
}
