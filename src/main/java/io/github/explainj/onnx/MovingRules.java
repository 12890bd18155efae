// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Operators that move elements without changing them; all that is not known sees everything. */
final class MovingRules {

    private final Node node;
    private final Graph graph;
    private final Shapes shapes;
    private final boolean centres;

    /** @param centres whether to follow where elements lie and not all that they see */
    MovingRules(Node node, Graph graph, Shapes shapes, boolean centres) {
        this.node = node;
        this.graph = graph;
        this.shapes = shapes;
        this.centres = centres;
    }

    List<Trace> of(List<Trace> in, String output) {
        return switch (node.op()) {
            case "Transpose" -> transposed(in);
            case "Squeeze", "Unsqueeze", "Reshape", "Flatten", "Expand" -> reshaped(in, output);
            case "Pad" -> padded(in, output);
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

    /**
     * Axes stay what they are as long as sizes agree, counted from the front and from the end; axes
     * of size 1 may come and go.
     */
    private List<Trace> reshaped(List<Trace> in, String output) {
        List<Long> before = shapes.of(node.inputs().get(0));
        List<Long> after = shapes.of(output);
        List<Trace> out = new ArrayList<>(Collections.nCopies(after.size(), null));
        if (before.size() != in.size() || in.isEmpty() || after.isEmpty()) return out;
        if (before.get(0).equals(after.get(0))) out.set(0, in.get(0));
        int[] from = wide(before);
        int[] to = wide(after);
        int both = Math.min(from.length, to.length);
        int front = 0;
        for (; front < both && same(before.get(from[front]), after.get(to[front]), to[front]); front++)
            out.set(to[front], in.get(from[front]));
        for (int e = 1; e <= both - front; e++) {
            int f = from[from.length - e];
            int t = to[to.length - e];
            if (!same(before.get(f), after.get(t), t)) break;
            out.set(t, in.get(f));
        }
        return out;
    }

    private static int[] wide(List<Long> shape) {
        return IntStream.range(0, shape.size()).filter(a -> shape.get(a) != 1).toArray();
    }

    private static boolean same(long before, long after, int place) {
        return before == after && (before >= 0 || place == 0);
    }

    private List<Trace> padded(List<Trace> in, String output) {
        Optional<long[]> pads = integers("pads", 1).filter(p -> p.length == 2 * in.size());
        String mode = centres ? "constant" : node.text("mode", "constant");
        if (mode.equals("wrap") || node.inputs().size() > 3) return nothing(in);
        List<Trace> out = new ArrayList<>();
        for (int a = 0; a < in.size(); a++) {
            long[] sides = pads.isPresent() ? new long[] {pads.get()[a], pads.get()[a + in.size()]} : null;
            out.add(in.get(a) == null ? null : padded(in.get(a), sides, mode, total(a, output)));
        }
        return out;
    }

    private static Trace padded(Trace t, long[] sides, String mode, long total) {
        if (sides == null && total < 0) return null;
        // where the pads are computed, only their sum is known: all may lie on either side
        double least = sides == null ? 0 : sides[0];
        double most = sides == null ? total : sides[0];
        double after = sides == null ? total : sides[1];
        // a mirrored element shows one from as far inside as it lies outside
        boolean mirrors = !mode.equals("constant");
        return mirrors && total != 0 ? t.window(1, -most - 2 * Math.max(0, after), Math.max(most, -least))
                : t.window(1, -most, -least);
    }

    /** Returns by how much an axis grows; -1 when not known. */
    private long total(int axis, String output) {
        long before = shapes.size(node.inputs().get(0), axis);
        long after = shapes.size(output, axis);
        return before < 0 || after < before ? -1 : after - before;
    }

    private List<Trace> sliced(List<Trace> in) {
        Optional<long[]> starts = integers("starts", 1);
        if (starts.isEmpty() || in.isEmpty()) return nothing(in);
        long[] axes = integers("axes", 3).orElseGet(() -> LongStream.range(0, starts.get().length).toArray());
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

    /** Returns whole numbers that are an attribute, or in newer models an input. */
    Optional<long[]> integers(String attribute, int input) {
        if (node.has(attribute))
            return Optional.of(node.integers(attribute).stream().mapToLong(Long::longValue).toArray());
        if (input >= node.inputs().size() || node.inputs().get(input).isEmpty()) return Optional.empty();
        return shapes.constant(node.inputs().get(input)).map(t -> {
            long[] values = new long[t.size()];
            for (int i = 0; i < values.length; i++) values[i] = (long) t.data()[i];
            return values;
        });
    }

    private List<Trace> gathered(List<Trace> in, String output) {
        int axis = axis(0, in.size());
        if (in.size() <= axis) return nothing(in);
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
