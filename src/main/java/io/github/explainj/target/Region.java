// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import com.google.auto.service.AutoService;
import io.github.explainj.problem.Problem;
import java.util.List;
import java.util.Optional;

/** The mean of a channel inside a region: a mask image, a label, a ROI file or the active ROI. */
record Region(Choice which, String file, String tensor) implements Target {

    @Override
    public String spec() {
        return Spec.text("region", which.text() + (file.isEmpty() ? "" : ":" + Quotes.quote(file, "")), tensor);
    }

    @Override
    public List<String> tensors(ModelFacts facts) {
        return List.of(Tensors.named(facts, tensor));
    }

    @Override
    public Resolved resolve(Unperturbed run) {
        Site site = Site.of(this, tensor, run);
        int c = site.channel(which);
        Weights inside = RegionMask.weights(site, file, c, () -> new Problem("A01", spec() + " needs an active ROI."
                + " Draw one on the image (command line: --roi FILE), or name a file: region:" + which.text() + ":FILE."));
        return site.score(inside, "mean of " + Choice.words("channel", c, site.names()) + " in "
                + (file.isEmpty() ? "the active ROI" : file), "index", c, "class", site.name(c), "region", file);
    }

    /** {@code region:C:FILE}. */
    @AutoService(TargetKind.class)
    public static final class Kind implements TargetKind {
        @Override
        public String prefix() {
            return "region";
        }

        @Override
        public String usage() {
            return "region:C:FILE";
        }

        @Override
        public String about() {
            return "mean of channel C in a mask, label FILE#17 or ROI; without a file in the active ROI";
        }

        @Override
        public Target parse(String arguments, String tensor) {
            int colon = Quotes.find(arguments, ":", 0);
            return colon < 0
                    ? new Region(Choice.parse(this, arguments), "", tensor)
                    : new Region(Choice.parse(this, arguments.substring(0, colon)),
                            Spec.file(this, arguments.substring(colon + 1)), tensor);
        }

        @Override
        public Optional<String> example(Layout layout) {
            return layout.pixels() > 1 ? Optional.of("0:FILE") : Optional.empty();
        }
    }
}
