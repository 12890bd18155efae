// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.problem.Nearest;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The intensity presets.
 *
 * <ul>
 *   <li>{@code none}: values go in as they are.
 *   <li>{@code 0-1}: the given range, or the full scale of the image's bit depth, becomes 0 to 1.
 *   <li>{@code imagenet}: 0-1, then the means and standard deviations of ImageNet's RGB channels.
 *   <li>{@code zero_mean_unit_variance}: per channel, measured on the whole image.
 *   <li>{@code percentile}: per channel, percentiles 1 and 99.8 of the whole image become 0 and 1.
 * </ul>
 */
public final class Normalisations {

    /** The presets' names, as users write them. */
    public static final List<String> NAMES =
            List.of("none", "0-1", "imagenet", "zero_mean_unit_variance", "percentile");

    private static final List<Double> IMAGENET_MEAN = List.of(0.485, 0.456, 0.406);
    private static final List<Double> IMAGENET_STD = List.of(0.229, 0.224, 0.225);
    private static final double EPS = 1e-6;

    private Normalisations() {}

    /** Returns the input with a preset instead of what its card says; A07 for an unknown name. */
    public static InputCard apply(String preset, InputCard card) {
        boolean bgr = card.preprocessing().steps().stream().anyMatch(s -> s instanceof ReverseChannels);
        Normalisation n = new Normalisation(known(preset), card.range(), List.of(), List.of(), bgr ? "bgr" : "rgb");
        return card.with(preprocessing(n, card));
    }

    static String known(String preset) {
        String name = preset.strip().toLowerCase(Locale.ROOT);
        if (NAMES.contains(name)) return name;
        throw new Problem("A07", "normalise=" + preset + " is unknown. Did you mean " + Nearest.names(preset, NAMES, 1).get(0)
                + "? Known: " + String.join(", ", NAMES) + ".");
    }

    /** Returns the steps of a preset for the channels and axes of an input. */
    public static Preprocessing preprocessing(Normalisation n, InputCard card) {
        int rank = card.axes().spatialRank();
        int channels = card.channelCount();
        List<Step> steps = new ArrayList<>();
        boolean reversed = n.channelOrder().equals("bgr");
        if (reversed) steps.add(new ReverseChannels(three("channel_order=bgr", card)));
        List<Integer> space = space(rank);
        switch (n.preset()) {
            case "0-1" -> steps.add(unit(n.range()));
            case "imagenet" -> steps.add(unit(n.range()));
            case "zero_mean_unit_variance" -> steps.add(new ZeroMeanUnitVariance(space, EPS));
            case "percentile" -> steps.add(new ScaleRange(space, 1, 99.8, EPS, Optional.empty()));
            default -> { }
        }
        List<Double> mean = n.mean();
        List<Double> std = n.std();
        if (n.preset().equals("imagenet")) {
            three("normalise=imagenet", card);
            if (mean.isEmpty()) mean = reversed ? backwards(IMAGENET_MEAN) : IMAGENET_MEAN;
            if (std.isEmpty()) std = reversed ? backwards(IMAGENET_STD) : IMAGENET_STD;
        }
        if (!mean.isEmpty() || !std.isEmpty()) steps.add(fixed(mean, std, card, channels));
        return new Preprocessing(steps);
    }

    private static int three(String what, InputCard card) {
        int channels = card.channelCount();
        if (channels == 3 || channels == 0) return 3;
        throw new Problem("A07", what + " is for 3 channels (RGB), and the input \"" + card.name() + "\" has " + channels
                + ". Choose another normalise=, e.g. 0-1 or percentile.");
    }

    private static Step unit(List<Double> range) {
        if (range.isEmpty()) return new FullScale();
        double span = range.get(1) - range.get(0);
        return new ScaleLinear(scalar(1 / span), scalar(-range.get(0) / span));
    }

    private static Step fixed(List<Double> mean, List<Double> std, InputCard card, int channels) {
        int rank = card.axes().spatialRank();
        return new FixedZeroMeanUnitVariance(
                perChannel("mean", mean.isEmpty() ? List.of(0.0) : mean, channels, rank),
                perChannel("std", std.isEmpty() ? List.of(1.0) : std, channels, rank), 0);
    }

    private static Tensor perChannel(String what, List<Double> values, int channels, int rank) {
        if (values.size() != 1 && channels > 0 && values.size() != channels)
            throw new Problem("P17", what + " has " + values.size() + " values for " + channels + " channels: give one, or one"
                    + " per channel.");
        return along(values, 1, rank);
    }

    /** Shapes values so that they broadcast along one axis of {@code [1, C, spatial...]}. */
    static Tensor along(List<Double> values, int axis, int spatialRank) {
        int[] shape = IntStream.range(0, spatialRank + 2).map(a -> a == axis ? values.size() : 1).toArray();
        float[] data = new float[values.size()];
        for (int i = 0; i < data.length; i++) data[i] = values.get(i).floatValue();
        return new Tensor(data, shape);
    }

    static Tensor scalar(double value) {
        return new Tensor(new float[] {(float) value});
    }

    /** Returns the batch and the spatial axes of {@code [1, C, spatial...]}. */
    private static List<Integer> space(int rank) {
        return IntStream.range(0, rank + 2).filter(a -> a != 1).boxed().toList();
    }

    private static <T> List<T> backwards(List<T> list) {
        List<T> turned = new ArrayList<>(list);
        java.util.Collections.reverse(turned);
        return turned;
    }
}
