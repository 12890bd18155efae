// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the table of layers as aligned lines of at most 120 characters. */
final class LayerText {

    private static final String ROW = "%-38s %-17s %-19s %9s %9s %9s %7s  %-3s";
    private static final int TENSOR = 38;
    private static final int OPERATOR = 17;
    private static final int SHAPE = 19;
    private static final int KEY = 20;

    private final LayerTable layers;

    LayerText(LayerTable layers) {
        this.layers = layers;
    }

    /** Returns a line of the description: key, value. */
    static String entry(String key, Object value) {
        return String.format("%-" + KEY + "s %s%n", key, value);
    }

    String text() {
        List<Map<String, Object>> rows = layers.rows();
        List<String> lines = new ArrayList<>();
        lines.add(line("layer", "operator", "shape", "weights", "mult-adds", "field", "stride", ""));
        rows.forEach(r -> lines.add(row(r)));
        lines.add("");
        Map<String, Object> totals = layers.totals();
        lines.add(String.format(Locale.ROOT, "%,d tensors, %,d weights, %s multiply-adds, %,d activations", totals.get("tensors"),
                totals.get("parameters"), totals.get("multiply_adds") == null ? "an unknown number of"
                        : String.format(Locale.ROOT, "%,d", totals.get("multiply_adds")), totals.get("activations")));
        rows.stream().filter(r -> isAny((List<?>) r.get("dropped"))).forEach(r -> lines.add("at the border no window of " + r.get("tensor")
                + " covers the last " + Sizes.shape((List<?>) r.get("dropped")) + " (" + layers.axes() + ") of what it reads"));
        lines.add("field and stride in pixels of the input (" + layers.axes() + "), all: the whole image;"
                + " G: can serve Grad-CAM, -: has no gradient");
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    private static boolean isAny(List<?> dropped) {
        return dropped.stream().anyMatch(d -> ((Number) d).longValue() > 0);
    }

    private static String row(Map<String, Object> r) {
        List<?> field = (List<?>) r.get("receptive_field");
        List<?> stride = (List<?>) r.get("stride");
        String mark = Boolean.TRUE.equals(r.get("grad_cam")) ? "G" : Boolean.TRUE.equals(r.get("differentiable")) ? "" : "-";
        return line(tail((String) r.get("tensor")), (String) r.get("op"), Sizes.shape((List<?>) r.get("shape")), count(r.get("parameters")),
                count(r.get("multiply_adds")), field.isEmpty() ? "" : Sizes.text(field),
                stride.isEmpty() || stride.contains(null) ? "" : Sizes.text(stride), mark);
    }

    private static String line(String... cells) {
        return String.format(ROW, cells[0], head(cells[1], OPERATOR), head(cells[2], SHAPE), cells[3], cells[4], cells[5], cells[6], cells[7])
                .stripTrailing();
    }

    private static String count(Object number) {
        return number == null ? "?" : ((Number) number).longValue() == 0 ? "" : Sizes.compact(((Number) number).longValue());
    }

    /** Long names differ at their ends. */
    private static String tail(String name) {
        return name.length() <= TENSOR ? name : "..." + name.substring(name.length() - TENSOR + 3);
    }

    private static String head(String text, int width) {
        return text.length() <= width ? text : text.substring(0, width - 2) + "..";
    }
}
