// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.onnx.ElementType;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads pre- and postprocessing steps of bioimage.io model descriptions.
 *
 * <p>Format 0.4 calls a step by {@code name}, gives axes as letters to measure jointly and a {@code mode};
 * 0.5 calls it by {@code id}, lists axis ids, and names the {@code axis} that given values run along. The
 * meaning is the same. {@code per_dataset} statistics and those over the batch are taken of this one image.
 */
final class StepReader {

    private static final double EPS = 1e-6;

    private final AxisIds ids;
    private final int format;
    private final Map<String, String> tensors;
    private final List<String> remarks;
    private final Map<String, Function<Facts, Step>> known = Map.of(
            "binarize", this::binarize, "clip", this::clip, "ensure_dtype", this::ensureDtype, "sigmoid", this::sigmoid,
            "softmax", this::softmax, "scale_linear", this::scaleLinear, "scale_range", this::scaleRange,
            "scale_mean_variance", this::scaleMeanVariance, "zero_mean_unit_variance", this::zeroMean,
            "fixed_zero_mean_unit_variance", this::fixed);

    /**
     * @param tensors names in the graph by their ids in the description
     * @param remarks gets what was assumed
     */
    StepReader(AxisIds ids, int format, Map<String, String> tensors, List<String> remarks) {
        this.ids = ids;
        this.format = format;
        this.tensors = tensors;
        this.remarks = remarks;
    }

    Preprocessing read(Facts steps) {
        return new Preprocessing(steps.items().stream().map(this::step).toList());
    }

    private Step step(Facts f) {
        String id = f.at(format == 4 ? "name" : "id").text();
        Function<Facts, Step> reader = known.get(id);
        if (reader == null)
            throw f.problem("P18", "the step \"" + id + "\" is not supported; supported: "
                    + String.join(", ", new TreeSet<>(known.keySet())) + ". Remove it, or open the .onnx file with normalise=.");
        return reader.apply(f.at("kwargs"));
    }

    private Step binarize(Facts k) {
        k.only(List.of("threshold", "axis"));
        return new Binarize(values(k, "threshold", Double.NaN));
    }

    private Step clip(Facts k) {
        k.only(List.of("min", "max", "min_percentile", "max_percentile", "axes"));
        Optional<Clip.Bound> low = bound(k, "min");
        Optional<Clip.Bound> high = bound(k, "max");
        if (low.isEmpty() && high.isEmpty()) throw k.at("min").expected("given, or max");
        return new Clip(low, high, joint(k));
    }

    private static Optional<Clip.Bound> bound(Facts k, String name) {
        Facts percentile = k.at(name + "_percentile");
        if (!percentile.isMissing()) return Optional.of(new Clip.Bound(percent(percentile), true));
        return k.at(name).isMissing() ? Optional.empty() : Optional.of(new Clip.Bound(k.at(name).number(), false));
    }

    private Step ensureDtype(Facts k) {
        k.only(List.of("dtype"));
        String type = k.at("dtype").text();
        return new EnsureDtype(switch (type) {
            case "float32" -> ElementType.FLOAT;
            case "float64" -> ElementType.DOUBLE;
            case "float16", "uint8", "int8", "uint16", "int16", "uint32", "int32", "uint64", "int64", "bool" ->
                    ElementType.valueOf(type.toUpperCase(java.util.Locale.ROOT));
            default -> throw k.problem("P18", "ensure_dtype to \"" + type + "\" is not supported.");
        });
    }

    private Step sigmoid(Facts k) {
        k.only(List.of());
        return new Sigmoid();
    }

    private Step softmax(Facts k) {
        k.only(List.of("axis"));
        return new Softmax(ids.position(k, k.at("axis").text("channel")));
    }

    private Step scaleLinear(Facts k) {
        k.only(List.of("axes", "axis", "gain", "offset"));
        return new ScaleLinear(values(k, "gain", 1), values(k, "offset", 0));
    }

    private Step scaleRange(Facts k) {
        k.only(List.of("mode", "axes", "min_percentile", "max_percentile", "eps", "reference_tensor"));
        mode(k, List.of("per_sample", "per_dataset"));
        double low = k.at("min_percentile").isMissing() ? 0 : percent(k.at("min_percentile"));
        double high = k.at("max_percentile").isMissing() ? 100 : percent(k.at("max_percentile"));
        if (low >= high) throw k.at("max_percentile").expected("larger than min_percentile (" + Numbers.text(low) + ")");
        return new ScaleRange(joint(k), low, high, k.at("eps").number(EPS),
                k.at("reference_tensor").isMissing() ? Optional.empty() : Optional.of(reference(k)));
    }

    private Step scaleMeanVariance(Facts k) {
        k.only(List.of("mode", "axes", "eps", "reference_tensor"));
        mode(k, List.of("per_sample", "per_dataset"));
        return new ScaleMeanVariance(joint(k), k.at("eps").number(EPS), reference(k));
    }

    private String reference(Facts k) {
        String id = k.at("reference_tensor").text();
        if (tensors.containsKey(id)) return tensors.get(id);
        throw k.at("reference_tensor").expected("one of the tensors " + String.join(", ", tensors.keySet()));
    }

    private Step zeroMean(Facts k) {
        k.only(List.of("mode", "axes", "eps", "mean", "std"));
        // a format 0.4 step without a mode is "fixed", as its specification says
        String mode = mode(k, List.of("per_sample", "per_dataset", "fixed"));
        if (format == 4 && mode.equals("fixed"))
            return new FixedZeroMeanUnitVariance(required(k, "mean"), required(k, "std"), k.at("eps").number(EPS));
        return new ZeroMeanUnitVariance(joint(k), k.at("eps").number(EPS));
    }

    private Step fixed(Facts k) {
        k.only(List.of("axis", "mean", "std"));
        return new FixedZeroMeanUnitVariance(required(k, "mean"), required(k, "std"), 0);
    }

    private String mode(Facts k, List<String> modes) {
        if (format == 5) {
            if (!k.at("mode").isMissing()) throw k.at("mode").expected("left out in format 0.5");
            return "per_sample";
        }
        String mode = k.at("mode").oneOf(modes, modes.get(modes.size() - 1).equals("fixed") ? "fixed" : "per_sample");
        if (mode.equals("per_dataset"))
            remarks.add("A step asks for statistics of the whole data set (per_dataset); they are taken of the one image instead.");
        return mode;
    }

    private static double percent(Facts f) {
        double p = f.number();
        if (p >= 0 && p <= 100) return p;
        throw f.expected("a percentile from 0 to 100");
    }

    /** Returns the axes to measure jointly; all of them when none are named. */
    private List<Integer> joint(Facts k) {
        List<Integer> joint = new ArrayList<>(List.of(0));
        if (k.at("axes").isMissing()) return ids.all();
        named(k).forEach(id -> joint.add(ids.position(k, id)));
        return joint.stream().distinct().sorted().toList();
    }

    private Stream<String> named(Facts k) {
        return k.at("axes").isText() ? k.at("axes").text().chars().mapToObj(c -> String.valueOf((char) c))
                : k.at("axes").texts().stream();
    }

    private Tensor required(Facts k, String name) {
        if (k.at(name).isMissing()) throw k.at(name).expected("a number or a list of numbers");
        return values(k, name, 0);
    }

    /** Returns given values in the shape in which they broadcast. */
    private Tensor values(Facts k, String name, double otherwise) {
        Facts f = k.at(name);
        if (f.isMissing() && Double.isNaN(otherwise)) throw f.expected("a number");
        List<Double> values = f.isMissing() ? List.of(otherwise) : f.numbers();
        if (values.size() == 1) return Normalisations.scalar(values.get(0));
        return Normalisations.along(values, axis(k, f), ids.axes().spatialRank());
    }

    private int axis(Facts k, Facts values) {
        if (!k.at("axis").isMissing()) return ids.position(k, k.at("axis").text());
        List<String> rest = k.at("axes").isMissing() ? List.of() : ids.letters().keySet().stream()
                .filter(id -> ids.position(k, id) != 0 && named(k).noneMatch(id::equals))
                .toList();
        if (rest.size() == 1) return ids.position(k, rest.get(0));
        throw new Problem("P18", k.file() + ": the step's values " + values.shown() + " do not say along which single axis they run"
                + (rest.isEmpty() ? "" : " (" + String.join(", ", rest) + " are left)") + "; that is not supported.");
    }
}
