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
        var scales = input < node.inputs().size() ? graph.constant(node.inputs().get(input)) : java.util.Optional
                .<io.github.explainj.tensor.Tensor>empty();
        if (scales.isPresent() && axis < scales.get().size() && !node.has("axes")) return scales.get().data()[axis];
        long before = shapes.size(node.inputs().get(0), axis);
        long after = shapes.size(output, axis);
        // the batch keeps its size, also where that is not known
        return axis == 0 ? 1 : before < 1 || after < 1 ? 0 : (double) after / before;
    }

    private Trace resized(Trace t, double factor, int axis, String output) {
        String how = node.text("coordinate_transformation_mode", node.op().equals("Resize") && graph.opset() >= 11
                ? "half_pixel" : "asymmetric");
        double step = 1 / factor;
        if (how.equals("align_corners")) step = corners(axis, output, step);
        double centre = how.contains("half_pixel") ? 0.5 * step - 0.5 : 0;
        double reach = reach(step);
        boolean floored = node.op().equals("Upsample") || how.equals("asymmetric") && graph.opset() < 11
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
