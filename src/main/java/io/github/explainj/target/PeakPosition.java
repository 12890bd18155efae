// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import com.google.auto.service.AutoService;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Where a channel is largest, as a position that follows small changes: the soft-argmax
 * sum(softmax(s * v) * position) over space, in pixels of the tensor from 0.
 *
 * <p>The sharpness s is by default log(100 n) / (maximum - mean) of the unperturbed channel, n its
 * pixels: all pixels at the mean together then weigh 1 % of the peak. It is held fixed.
 *
 * @param axis {@code x}, {@code y} or {@code z}
 * @param sharpness s; 0 for the default
 */
record PeakPosition(String axis, Choice which, double sharpness, String tensor) implements Target {

    @Override
    public String spec() {
        String given = sharpness == 0 ? "" : "," + Numbers.text(sharpness);
        return Spec.text("argmax_" + axis, which.text() + given, tensor);
    }

    @Override
    public List<String> tensors(ModelFacts facts) {
        return List.of(Tensors.named(facts, tensor));
    }

    @Override
    public boolean isChosenByImage() {
        return sharpness == 0;
    }

    @Override
    public Resolved resolve(Unperturbed run) {
        Site site = Site.of(this, tensor, run);
        int c = site.channel(which);
        int along = site.layout().spatialAxes().size() - 1 - "xyz".indexOf(axis);
        if (along < 0 || site.layout().pixels() == 1) throw site.unfit("an image with an axis " + axis);
        double s = sharpness == 0 ? sharpness(site, c) : sharpness;
        Lens lens = new Lens.SpatialSoftmax(site.layout().spatialAxes(), (float) s);
        double[] positions = IntStream.range(0, site.layout().pixels())
                .mapToDouble(i -> site.layout().place(i)[along]).toArray();
        Weights weights = Weights.of(site.layout().channel(c), positions);
        return site.score(new Reading(Source.through(lens, site.tensor(), site.layout()), weights),
                new PeakPosition(axis, which, s, tensor).spec(),
                axis + " of the peak of " + Choice.words("channel", c, site.names()) + " in pixels",
                "index", c, "class", site.name(c), "sharpness", s);
    }

    private static double sharpness(Site site, int channel) {
        int[] pixels = site.layout().channel(channel);
        double mean = IntStream.of(pixels).mapToDouble(p -> site.value().data()[p]).average().orElse(0);
        double height = site.value().data()[pixels[site.peak(channel)]] - mean;
        double s = Math.log(100.0 * pixels.length) / height;
        return height > 0 && Double.isFinite(s) ? new BigDecimal(s).round(new MathContext(4)).doubleValue() : 1;
    }

    /** What the three kinds have in common. */
    interface Kind extends TargetKind {

        String axis();

        @Override
        default String prefix() {
            return "argmax_" + axis();
        }

        @Override
        default String usage() {
            return prefix() + ":C or " + prefix() + ":C,SHARPNESS";
        }

        @Override
        default String about() {
            return axis() + " of the peak of channel C (soft-argmax), in pixels of the tensor";
        }

        @Override
        default Target parse(String arguments, String tensor) {
            List<String> parts = Quotes.split(arguments, ",");
            double sharpness = parts.size() == 2 ? Numbers.positive(parts.get(1)) : 0;
            if (parts.size() > 2 || Double.isNaN(sharpness)) throw Spec.bad(this, arguments);
            return new PeakPosition(axis(), Choice.parse(this, parts.get(0)), sharpness, tensor);
        }

        @Override
        default Optional<String> example(Layout layout) {
            return layout.pixels() > 1 && layout.spatial().length > "xyz".indexOf(axis())
                    ? Optional.of("0") : Optional.empty();
        }
    }

    /** {@code argmax_x:C}. */
    @AutoService(TargetKind.class)
    public static final class X implements Kind {
        @Override
        public String axis() {
            return "x";
        }
    }

    /** {@code argmax_y:C}. */
    @AutoService(TargetKind.class)
    public static final class Y implements Kind {
        @Override
        public String axis() {
            return "y";
        }
    }

    /** {@code argmax_z:C}. */
    @AutoService(TargetKind.class)
    public static final class Z implements Kind {
        @Override
        public String axis() {
            return "z";
        }
    }
}
