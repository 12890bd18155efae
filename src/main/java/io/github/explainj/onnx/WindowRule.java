// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import java.util.ArrayList;
import java.util.List;

/** Convolutions, transposed convolutions and pools: each element sees a window. */
final class WindowRule {

    private final Node node;
    private final Shapes shapes;

    WindowRule(Node node, Shapes shapes) {
        this.node = node;
        this.shapes = shapes;
    }

    /** @param in traces of {@code [N, C, spatial...]} */
    List<Trace> of(List<Trace> in, String output) {
        List<Trace> out = new ArrayList<>();
        boolean mixesChannels = node.op().contains("Conv");
        for (int a = 0; a < in.size(); a++) {
            Trace t = in.get(a);
            boolean keep = t != null && (a != 1 || !mixesChannels) && (a < 2 || kernel(a - 2) > 0);
            out.add(!keep ? null : a < 2 ? t : window(t, a, output));
        }
        return out;
    }

    /**
     * Returns how many rows, columns... at the end of its input no window covers, one per spatial axis: where the
     * windows do not fit evenly and (H + 2 P - F) / S + 1 is rounded down, the last ones are not read. Empty for
     * a transposed convolution, which spreads every element, and where sizes are not known.
     */
    List<Long> dropped(String output) {
        if (node.op().equals("ConvTranspose")) return List.of();
        List<Long> found = new ArrayList<>();
        for (int a = 2; a < shapes.of(output).size(); a++) {
            long in = shapes.size(node.inputs().get(0), a);
            long out = shapes.size(output, a);
            if (in < 1 || out < 1 || kernel(a - 2) < 1) return List.of();
            double reach = reach(a);
            double step = at("strides", a - 2, 1);
            double last = (out - 1) * step - pad(a, reach, step, output) + reach;
            found.add((long) Math.max(0, in - 1 - last));
        }
        return found;
    }

    /**
     * Returns whether what mirrored padding in front of the windows shows lies within what the same window sees
     * of the inside.
     *
     * @param before how many elements are mirrored in front
     * @param size elements between the padding
     * @param edge whether the outermost element is repeated; else they are mirrored at it
     */
    boolean isFolded(int axis, String output, long before, long size, boolean edge) {
        long out = shapes.size(output, axis);
        if (size < 1 || out < 1 || kernel(axis - 2) < 1) return false;
        double reach = reach(axis);
        double step = at("strides", axis - 2, 1);
        double first = -pad(axis, reach, step, output) - before;
        double last = first + (out - 1) * step + reach;
        boolean front = first >= 0 || (edge ? 0 : -first) <= first + reach;
        boolean back = last <= size - 1 || (edge ? size - 1 : 2 * (size - 1) - last) >= last - reach;
        return front && back;
    }

    private double reach(int axis) {
        return (kernel(axis - 2) - 1) * (double) at("dilations", axis - 2, 1);
    }

    private Trace window(Trace t, int axis, String output) {
        double step = at("strides", axis - 2, 1);
        double reach = reach(axis);
        double pad = pad(axis, reach, step, output);
        // an element of a transposed convolution is reached by those j with j * step - pad + tap = i
        return node.op().equals("ConvTranspose")
                ? t.window(1 / step, (pad - reach) / step, pad / step)
                : t.window(step, -pad, reach - pad);
    }

    /** Returns the width of the window; 0 when it is not known. */
    private long kernel(int spatial) {
        List<Long> shape = node.integers("kernel_shape");
        if (!shape.isEmpty()) return shape.get(spatial);
        int weights = node.op().equals("QLinearConv") ? 3 : 1;
        return Math.max(0, shapes.size(node.inputs().get(weights), spatial + 2));
    }

    private double pad(int axis, double reach, double step, String output) {
        String auto = node.text("auto_pad", "NOTSET");
        List<Long> pads = node.integers("pads");
        boolean given = auto.equals("NOTSET") && node.integers("output_shape").isEmpty();
        if (auto.equals("VALID") || given) return pads.isEmpty() || !given ? 0 : pads.get(axis - 2);
        long in = shapes.size(node.inputs().get(0), axis);
        long out = shapes.size(output, axis);
        boolean transposed = node.op().equals("ConvTranspose");
        double total = in < 1 || out < 1 ? Math.max(0, reach + 1 - step)
                : transposed ? step * (in - 1) + at("output_padding", axis - 2, 0) + reach + 1 - out
                : (out - 1) * step + reach + 1 - in;
        double half = Math.max(0, total) / 2;
        boolean upper = auto.equals("SAME_UPPER");
        return transposed || upper ? Math.floor(half) : Math.ceil(half);
    }

    private long at(String attribute, int spatial, long otherwise) {
        List<Long> values = node.integers(attribute);
        return values.isEmpty() ? otherwise : values.get(spatial);
    }
}
