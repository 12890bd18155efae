// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import java.util.ArrayList;
import java.util.List;

/** Enlarging and shrinking: each element sees its nearest neighbours. */
final class ResizeRule {

    private final Node node;
    private final Shapes shapes;
    private final Graph graph;

    ResizeRule(Node node, Shapes shapes, Graph graph) {
        this.node = node;
        this.shapes = shapes;
        this.graph = graph;
    }

    List<Trace> of(List<Trace> in, String output) {
        List<Trace> out = new ArrayList<>();
        boolean crops = node.text("coordinate_transformation_mode", "").equals("tf_crop_and_resize");
        for (int a = 0; a < in.size(); a++) {
            double factor = factor(a, output);
            boolean same = factor == 1;
            out.add(in.get(a) == null || crops || !(factor > 0) ? null : same ? in.get(a)
                    : resized(in.get(a), factor, a, output));
        }
        return out;
    }

    /** Returns the size after over the size before; 0 when it is not known. */
    private double factor(int axis, String output) {
        int input = node.op().equals("Upsample") || node.inputs().size() == 2 ? 1 : 2;
        var scales = input < node.inputs().size() ? shapes.constant(node.inputs().get(input)) : java.util.Optional
                .<io.github.explainj.tensor.Tensor>empty();
        if (scales.isPresent() && axis < scales.get().size() && !node.has("axes")) return scales.get().data()[axis];
        long before = shapes.size(node.inputs().get(0), axis);
        long after = shapes.size(output, axis);
        // the batch keeps its size, also where that is not known
        return axis == 0 ? 1 : before < 1 || after < 1 ? 0 : (double) after / before;
    }

    private Trace resized(Trace t, double factor, int axis, String output) {
        double step = how().equals("align_corners") ? corners(axis, output, 1 / factor) : 1 / factor;
        long before = shapes.size(node.inputs().get(0), axis);
        long after = shapes.size(output, axis);
        if (before < 1 || after < 1 || node.integer("antialias", 0) != 0) return bounded(t, step);
        double first = first(step, before, after);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < after; i++) {
            double[] read = read(first + i * step);
            low = Math.min(low, Math.max(0, Math.min(read[0], before - 1)) - i * step);
            high = Math.max(high, Math.max(0, Math.min(read[1], before - 1)) - i * step);
        }
        return t.window(step, low, high);
    }

    /** Returns where element 0 lies among the elements before. */
    private double first(double step, long before, long after) {
        return switch (how()) {
            case "half_pixel", "pytorch_half_pixel" -> 0.5 * step - 0.5;
            case "half_pixel_symmetric" -> 0.5 * step - 0.5 + (before - after * step) / 2;
            case "tf_half_pixel_for_nn" -> 0.5 * step;
            default -> 0;
        };
    }

    private String how() {
        return node.text("coordinate_transformation_mode", node.op().equals("Resize") && graph.opset() >= 11 ? "half_pixel" : "asymmetric");
    }

    /** Returns the first and the last element that is read for a place between elements. */
    private double[] read(double place) {
        // a place that is not quite a whole number may be one in single precision, and the other way round
        double slack = place == Math.rint(place) ? 0 : 1e-4;
        if (!nearest()) {
            int more = node.text("mode", "nearest").equals("cubic") ? 1 : 0;
            return new double[] {Math.floor(place - slack) - more, Math.ceil(place + slack) + more};
        }
        return new double[] {picked(place - slack), picked(place + slack)};
    }

    private double picked(double place) {
        boolean old = node.op().equals("Upsample") || graph.opset() < 11;
        return switch (old ? "floor" : node.text("nearest_mode", "round_prefer_floor")) {
            case "floor" -> Math.floor(place);
            case "ceil" -> Math.ceil(place);
            case "round_prefer_ceil" -> Math.floor(place + 0.5);
            default -> Math.ceil(place - 0.5);
        };
    }

    /** Returns what is certain without sizes. */
    private Trace bounded(Trace t, double step) {
        double centre = how().contains("half_pixel") ? 0.5 * step - 0.5 : 0;
        double reach = reach(step);
        boolean floored = node.op().equals("Upsample") || how().equals("asymmetric") && graph.opset() < 11
                || node.text("nearest_mode", "").equals("floor");
        if (nearest() && floored) return t.window(step, centre - (1 - Math.min(1, step)), centre);
        return t.window(step, centre - reach, centre + reach);
    }

    private boolean nearest() {
        return node.text("mode", "nearest").equals("nearest");
    }

    /** Returns how far from its centre an element reads at most, in elements before. */
    private double reach(double step) {
        double wide = node.integer("antialias", 0) != 0 ? Math.max(1, step) : 1;
        String mode = node.text("mode", "nearest");
        if (nearest()) return node.text("nearest_mode", "round").startsWith("round") ? 0.5 : 1;
        return wide * (mode.equals("cubic") ? 2 : 1);
    }

    private double corners(int axis, String output, double otherwise) {
        long before = shapes.size(node.inputs().get(0), axis);
        long after = shapes.size(output, axis);
        return before > 1 && after > 1 ? (before - 1.0) / (after - 1.0) : otherwise;
    }
}
