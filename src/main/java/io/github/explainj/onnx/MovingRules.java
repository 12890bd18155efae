// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Operators that move elements without changing them; all that is not known sees everything. */
final class MovingRules {

    private final Node node;
    private final Graph graph;
    private final Shapes shapes;

    MovingRules(Node node, Graph graph, Shapes shapes) {
        this.node = node;
        this.graph = graph;
        this.shapes = shapes;
    }

    List<Trace> of(List<Trace> in, String output) {
        return switch (node.op()) {
            case "Transpose" -> transposed(in);
            case "Squeeze", "Unsqueeze", "Reshape", "Flatten", "Expand" -> reshaped(in, output);
            case "Pad" -> padded(in);
            case "Slice" -> sliced(in);
            case "Split" -> TraceRules.without(in, axis(0, in.size()));
            case "Gather" -> gathered(in, output);
            case "DepthToSpace", "SpaceToDepth" -> blocks(in);
            case "Gemm", "MatMul", "MatMulInteger", "QLinearMatMul", "FusedMatMul" -> product(in, output);
            default -> new ArrayList<>(Collections.nCopies(shapes.of(output).size(), null));
        };
    }

    private int axis(int otherwise, int rank) {
        int axis = (int) node.integer("axis", otherwise);
        return axis < 0 ? axis + rank : axis;
    }

    private List<Trace> transposed(List<Trace> in) {
        List<Trace> out = new ArrayList<>();
        List<Long> perm = node.integers("perm");
        for (int a = 0; a < in.size(); a++) out.add(in.get(perm.isEmpty() ? in.size() - 1 - a : (int) (long) perm.get(a)));
        return out;
    }

    /** Axes stay what they are as long as sizes agree, counted from the front and from the end. */
    private List<Trace> reshaped(List<Trace> in, String output) {
        List<Long> before = shapes.of(node.inputs().get(0));
        List<Long> after = shapes.of(output);
        List<Trace> out = new ArrayList<>(Collections.nCopies(after.size(), null));
        int both = Math.min(Math.min(before.size(), after.size()), in.size());
        int front = 0;
        while (front < both && same(before.get(front), after.get(front), front)) {
            out.set(front, in.get(front));
            front++;
        }
        for (int e = 1; e <= both - front && same(before.get(before.size() - e), after.get(after.size() - e), e); e++)
            out.set(after.size() - e, in.get(in.size() - e));
        return out;
    }

    private static boolean same(long before, long after, int place) {
        return before == after && (before >= 0 || place == 0);
    }

    private List<Trace> padded(List<Trace> in) {
        Optional<long[]> pads = integers("pads", 1);
        boolean moved = node.text("mode", "constant").equals("wrap") || node.inputs().size() > 3;
        if (pads.isEmpty() || moved || pads.get().length != 2 * in.size()) return nothing(in);
        boolean mirrors = !node.text("mode", "constant").equals("constant");
        List<Trace> out = new ArrayList<>();
        for (int a = 0; a < in.size(); a++) {
            double before = pads.get()[a];
            double after = pads.get()[a + in.size()];
            // a mirrored element shows one from as far inside as it lies outside
            out.add(in.get(a) == null ? null : !mirrors ? in.get(a).window(1, -before, -before)
                    : in.get(a).window(1, -before - 2 * Math.max(0, after), -before + 2 * Math.max(0, before)));
        }
        return out;
    }

    private List<Trace> sliced(List<Trace> in) {
        Optional<long[]> starts = integers("starts", 1);
        if (starts.isEmpty()) return nothing(in);
        long[] axes = integers("axes", 3).orElseGet(() -> java.util.stream.LongStream.range(0, starts.get().length).toArray());
        long[] steps = integers("steps", 4).orElse(null);
        List<Trace> out = new ArrayList<>(in);
        for (int i = 0; i < axes.length; i++) {
            int a = (int) (axes[i] < 0 ? axes[i] + in.size() : axes[i]);
            out.set(a, sliced(in.get(a), starts.get()[i], steps == null ? 1 : steps[i], shapes.size(node.inputs().get(0), a)));
        }
        return out;
    }

    private static Trace sliced(Trace t, long start, long step, long size) {
        if (t == null || step < 1 || start < 0 && size < 1) return null;
        double first = start < 0 ? Math.max(0, start + size) : start;
        return t.window(step, first, first);
    }

    private Optional<long[]> integers(String attribute, int input) {
        if (node.has(attribute))
            return Optional.of(node.integers(attribute).stream().mapToLong(Long::longValue).toArray());
        if (input >= node.inputs().size() || node.inputs().get(input).isEmpty()) return Optional.empty();
        return graph.constant(node.inputs().get(input)).map(t -> {
            long[] values = new long[t.size()];
            for (int i = 0; i < values.length; i++) values[i] = (long) t.data()[i];
            return values;
        });
    }

    private List<Trace> gathered(List<Trace> in, String output) {
        int axis = axis(0, in.size());
        List<Trace> out = new ArrayList<>(in.subList(0, axis));
        int picked = Math.max(0, shapes.of(output).size() - in.size() + 1);
        out.addAll(Collections.nCopies(picked, null));
        out.addAll(in.subList(Math.min(in.size(), axis + 1), in.size()));
        return out;
    }

    private List<Trace> blocks(List<Trace> in) {
        double b = node.integer("blocksize", 1);
        boolean finer = node.op().equals("DepthToSpace");
        List<Trace> out = new ArrayList<>();
        for (int a = 0; a < in.size(); a++)
            out.add(in.get(a) == null || a == 1 ? null : a == 0 ? in.get(a)
                    : finer ? in.get(a).window(1 / b, (1 - b) / b, 0) : in.get(a).window(b, 0, b - 1));
        return out;
    }

    /** Rows of the first matrix stay; its columns are summed. */
    private List<Trace> product(List<Trace> in, String output) {
        boolean plain = node.integer("transA", 0) == 0 && shapes.of(output).size() == in.size();
        return plain ? TraceRules.without(in, in.size() - 1) : nothing(in);
    }

    private static List<Trace> nothing(List<Trace> in) {
        return new ArrayList<>(Collections.nCopies(in.size(), null));
    }
}
