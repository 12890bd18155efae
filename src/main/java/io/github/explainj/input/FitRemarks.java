// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Says in sentences what fitting an image to a model did, or what can be chosen. */
final class FitRemarks {

    private FitRemarks() {}

    static FitPlan of(FitRequest r, List<Geometry> pieces) {
        Geometry g = pieces.get(0);
        List<String> remarks = new ArrayList<>();
        if (pieces.size() > 1)
            remarks.add("The image of " + Numbers.sizes(g.image()) + " is covered by " + pieces.size() + " tiles of "
                    + Numbers.sizes(g.model()) + (r.fullyConvolutional() ? " with a halo of " + r.halo() + " pixels." : "."));
        else if (g.fit() == Fit.PAD)
            remarks.add("The image of " + Numbers.sizes(g.image()) + " is padded to " + Numbers.sizes(g.model())
                    + " by mirroring it at its border.");
        else if (!g.image().equals(g.model()) && g.fit() == Fit.CROP)
            remarks.add("A piece of " + Numbers.sizes(g.model()) + " at " + position(g) + " of the image of "
                    + Numbers.sizes(g.image()) + " is explained; the map is NaN outside it.");
        if (!g.isNative()) remarks.add("1 model pixel = " + perModelPixel(g, r.image().micrometres()) + ".");
        otherPixelSize(r, g, remarks);
        return new FitPlan(pieces, g.isNative() ? "" : "_resize" + factors(g, "_", a -> 1.0) + "x", remarks);
    }

    static String choices(FitRequest r, Frame f) {
        Geometry resized = f.resized();
        return "The image \"" + r.image().title() + "\" of " + Numbers.sizes(f.image()) + " pixels does not have the size of "
                + Numbers.sizes(f.around()) + " (" + String.join(", ", r.card().axes().spatial().split(""))
                + ") that the model takes" + (f.scale().stream().allMatch(s -> s == 1) ? "" : " at the pixel size of its training")
                + ", and the pixel size is never changed silently. Choose fit=crop (a piece at native pixel size, centred on"
                + " the active ROI or the image), fit=tile (" + f.tiles(0).size() + " pieces at native pixel size), fit=resize"
                + " (1 model pixel = " + perModelPixel(resized, r.image().micrometres()) + ")"
                + (f.hasRoom() ? ", fit=pad (a mirrored border)" : "") + ", or draw a ROI.";
    }

    private static void otherPixelSize(FitRequest r, Geometry g, List<String> remarks) {
        List<Double> trained = r.card().micrometres();
        if (trained.isEmpty()) return;
        String at = trained.stream().map(Numbers::text).collect(Collectors.joining(" x ")) + " um per pixel";
        List<Double> image = r.image().micrometres();
        if (image.size() != trained.size() || image.stream().anyMatch(v -> !(v > 0))) {
            remarks.add("The model was trained at " + at + "; the image is not calibrated, so its pixel size could not be matched.");
            return;
        }
        boolean other = IntStream.range(0, trained.size())
                .anyMatch(a -> Math.abs(image.get(a) / g.scale().get(a) / trained.get(a) - 1) > 0.02);
        if (other)
            remarks.add("The model was trained at " + at + " and is shown " + IntStream.range(0, trained.size())
                    .mapToObj(a -> Numbers.text(image.get(a) / g.scale().get(a))).collect(Collectors.joining(" x "))
                    + " um per pixel; fit=auto matches them.");
    }

    private static String position(Geometry g) {
        return g.offset().stream().map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String perModelPixel(Geometry g, List<Double> micrometres) {
        boolean calibrated = micrometres.size() == g.image().size() && micrometres.stream().allMatch(v -> v > 0);
        return factors(g, " x ", a -> 1.0) + " image pixels"
                + (calibrated ? " = " + factors(g, " x ", micrometres::get) + " um" : "");
    }

    /** Writes image pixels per model pixel times a unit: once when all axes agree, else axis by axis. */
    /** Joins one number per axis, x first, as people who look at images say it. */
    private static String factors(Geometry g, String between, IntFunction<Double> unit) {
        int rank = g.image().size();
        List<String> each = IntStream.range(0, rank)
                .map(a -> rank - 1 - a)
                .mapToObj(a -> shortText(unit.apply(a) / g.scale().get(a)))
                .toList();
        return each.stream().distinct().count() == 1 ? each.get(0) : String.join(between, each);
    }

    private static String shortText(double v) {
        int digits = v >= 0.5 && v < 2 ? 3 : 2;
        return new BigDecimal(v).round(new MathContext(digits)).stripTrailingZeros().toPlainString();
    }
}
