// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Reads the tensors of a bioimage.io model description: axes, sizes, channels, pixel size and steps. */
final class TensorReader {

    private static final Map<String, Double> MICROMETRES = Map.of("angstrom", 1e-4, "picometer", 1e-6, "nanometer", 1e-3,
            "micrometer", 1.0, "millimeter", 1e3, "centimeter", 1e4, "decimeter", 1e5, "meter", 1e6, "inch", 25400.0);

    private final int format;
    private final Facts root;
    private final Map<String, String> tensors;
    private final List<String> remarks;

    /**
     * @param tensors names in the graph by their ids in the description
     * @param remarks gets what was assumed
     */
    TensorReader(int format, Facts root, Map<String, String> tensors, List<String> remarks) {
        this.format = format;
        this.root = root;
        this.tensors = tensors;
        this.remarks = remarks;
    }

    void input(Facts f, InputDraft d) {
        AxisIds ids = ids(f);
        d.axes(ids.axes(), f.file());
        if (format == 4) sizes4(f, d);
        else sizes5(f, ids, d);
        d.channels = channels(f, ids);
        if (format == 5) d.micrometres = pixelSize(f, ids);
        d.range = range(format == 4 ? f.at("data_range") : data(f).at("range"));
        if (d.range.isEmpty() && data(f).at("type").text("").equals("uint8")) d.range = List.of(0.0, 255.0);
        d.steps(new StepReader(ids, format, tensors, remarks).read(f.at("preprocessing")));
    }

    void output(Facts f, OutputDraft d) {
        AxisIds ids = ids(f);
        d.axes(ids.axes(), f.file());
        d.classes = channels(f, ids);
        d.postprocessing = new StepReader(ids, format, tensors, remarks).read(f.at("postprocessing"));
        List<Step> meaningful = d.postprocessing.meaningful();
        Step last = meaningful.isEmpty() ? null : meaningful.get(meaningful.size() - 1);
        d.activation = last instanceof Sigmoid ? "sigmoid" : last instanceof Softmax s && s.axis() == 1 ? "softmax" : "none";
    }

    private Facts data(Facts f) {
        return f.at("data").isList() ? f.at("data").items().get(0) : f.at("data");
    }

    private static List<Double> range(Facts f) {
        boolean finite = f.isList() && f.items().size() == 2
                && f.items().stream().allMatch(v -> v.isNumber() && Double.isFinite(v.number()));
        return finite ? f.numbers() : List.of();
    }

    private AxisIds ids(Facts f) {
        if (f.at("axes").isText()) return AxisIds.letters(f.at("axes").text());
        Map<String, Character> letters = new LinkedHashMap<>();
        List<String> space = new ArrayList<>();
        for (Facts axis : f.at("axes").items()) {
            String id = id(axis);
            if (type(axis).equals("space")) space.add(id);
            if (letters.put(id, letter(axis, id)) != null)
                throw axis.problem("P17", "the axis id \"" + id + "\" occurs twice.");
        }
        // space axes may be called anything: then their order tells
        if (!List.of("z", "y", "x").containsAll(space))
            IntStream.range(0, space.size()).forEach(i -> letters.put(space.get(i), "zyx".charAt(3 - space.size() + i)));
        return new AxisIds(letters);
    }

    private static String type(Facts axis) {
        return axis.at("type").oneOf(List.of("batch", "channel", "index", "time", "space"), "(none)");
    }

    private static String id(Facts axis) {
        String type = type(axis);
        return axis.at("id").text(type.equals("space") ? "x" : type);
    }

    private static char letter(Facts axis, String id) {
        return switch (type(axis)) {
            case "batch" -> 'b';
            case "channel" -> 'c';
            case "time" -> 't';
            case "index" -> 'i';
            default -> id.isEmpty() ? 'x' : id.charAt(0);
        };
    }

    private void sizes4(Facts f, InputDraft d) {
        Facts shape = f.at("shape");
        List<Facts> min = shape.isList() ? shape.items() : shape.at("min").items();
        List<Facts> step = shape.isList() ? List.of() : shape.at("step").items();
        if (min.size() != d.axes.rank())
            throw f.problem("P17", "the axes \"" + d.axes + "\" are " + d.axes.rank() + " and the shape " + shape.shown() + " has "
                    + min.size() + " sizes.");
        for (int a = 0; a < min.size(); a++)
            if (d.axes.letters().charAt(a) != 'b')
                d.size(d.axes.letters().charAt(a), size(min.get(a), step.isEmpty() ? 0 : step.get(a).whole()), f.file());
    }

    private static InputCard.Size size(Facts min, int step) {
        if (min.whole() < 1 || step < 0) throw min.problem("P17", "sizes must be at least 1 and steps at least 0, but it is "
                + min.whole() + " with step " + step + ".");
        return new InputCard.Size(min.whole(), step);
    }

    private void sizes5(Facts f, AxisIds ids, InputDraft d) {
        for (Facts axis : f.at("axes").items()) {
            char letter = ids.letters().get(id(axis));
            if (letter == 'b' || letter == 'c') continue;
            InputCard.Size size = size5(axis, new HashMap<>());
            if (size != null) d.size(letter, size, f.file());
        }
    }

    /** Returns the size of an axis; null when it follows from one that cannot be resolved. */
    private InputCard.Size size5(Facts axis, Map<String, Boolean> visited) {
        Facts size = axis.at("size");
        if (size.isNumber()) return size(size, 0);
        if (!size.at("min").isMissing()) return size(size.at("min"), size.at("step").isMissing() ? 1 : size.at("step").whole());
        String tensor = size.at("tensor_id").text();
        String id = size.at("axis_id").text();
        if (visited.put(tensor + "." + id, true) != null)
            throw axis.problem("P17", "its size refers in a circle to " + tensor + "." + id + ".");
        Facts other = find(axis, tensor, id);
        InputCard.Size of = size5(other, visited);
        if (of == null) return null;
        double ratio = other.at("scale").number(1) / axis.at("scale").number(1);
        int min = (int) (of.min() * ratio) + (size.at("offset").isMissing() ? 0 : size.at("offset").whole());
        double step = of.step() * ratio;
        return step == Math.rint(step) && min >= 1 ? new InputCard.Size(min, (int) step) : null;
    }

    private Facts find(Facts from, String tensor, String axis) {
        for (Facts t : root.at("inputs").items())
            if (t.at("id").text("input").equals(tensor))
                for (Facts a : t.at("axes").items()) if (id(a).equals(axis)) return a;
        throw from.problem("P17", "its size refers to the axis \"" + axis + "\" of the tensor \"" + tensor + "\", which no input has.");
    }

    private List<String> channels(Facts f, AxisIds ids) {
        if (format == 4) return List.of();
        for (Facts axis : f.at("axes").items()) {
            if (ids.letters().get(id(axis)) != 'c') continue;
            Facts names = axis.at("channel_names");
            if (!names.isText()) return names.texts();
            int count = axis.at("size").whole();
            return IntStream.rangeClosed(1, count).mapToObj(i -> names.text().replace("{i}", String.valueOf(i))).toList();
        }
        return List.of();
    }

    /** Returns micrometres per pixel in canonical order; empty unless every space axis has a unit. */
    private static List<Double> pixelSize(Facts f, AxisIds ids) {
        Map<Character, Double> found = new HashMap<>();
        for (Facts axis : f.at("axes").items()) {
            Double unit = type(axis).equals("space") ? MICROMETRES.get(axis.at("unit").text("")) : null;
            if (unit != null) found.put(ids.letters().get(id(axis)), unit * axis.at("scale").number(1));
        }
        List<Double> sizes = ids.axes().spatial().chars().mapToObj(a -> found.get((char) a)).toList();
        return sizes.contains(null) ? List.of() : sizes;
    }
}
