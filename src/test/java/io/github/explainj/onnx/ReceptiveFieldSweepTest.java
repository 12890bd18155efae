// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import io.github.explainj.ReferenceCase;
import io.github.explainj.onnx.FieldSupport.Known;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Receptive fields of every reference model against what really moves: each net with positive weights and linear
 * activations, where the gradient of an element is not 0 exactly on its field.
 */
class ReceptiveFieldSweepTest {

    private static final double TINY = 1e-6;
    private static final int LARGEST = 448;

    /** Smaller inputs are tried line by line. */
    private static final int SMALL = 64;

    /** Neighbours behind an enlargement by 8 or less see differently much. */
    private static final int PHASES = 8;

    /** Of a large input the ends of so many fields are tried. */
    private static final int FIELDS = 8;

    private final List<String> wrong = new ArrayList<>();
    private final List<String> loose = new ArrayList<>();
    private final Map<String, Integer> impossible = new TreeMap<>();
    private int tensors;
    private int exact;
    private int enveloped;
    private int elements;
    private int outside;
    private int undecided;

    @Test
    void fieldsAreWhatReallyMoves() throws OrtException {
        for (ReferenceCase c : ReferenceCase.all()) {
            long start = System.nanoTime();
            int before = tensors;
            Graph graph = ModelFile.open(c.folder().resolve("model.onnx")).graph();
            compare(c.name(), graph);
            System.out.printf("%-45s %3d tensors %.1f s%n", c.name(), tensors - before, (System.nanoTime() - start) * 1e-9);
        }
        System.out.println(tensors + " tensors, " + exact + " exact, " + enveloped + " by their envelope, " + undecided + " by bounds alone, " + outside + " whose fields are wider than the image, " + elements
                + " elements; operators that depend on the data " + impossible);
        assertEquals(List.of(), wrong.stream().limit(5).toList(), wrong.size() + " elements see more than their fields");
        assertEquals(List.of(), loose, "fields wider than what is seen");
        assertTrue(exact >= 2000 && enveloped >= 100 && undecided < 20, exact + " compared exactly");
    }

    private void compare(String name, Graph graph) throws OrtException {
        Port input = graph.inputs().get(0);
        long[] dims = input.dims().stream().mapToLong(d -> Math.max(1, d)).toArray();
        List<Integer> axes = spatial(dims);
        long[] larger = larger(graph, input.name(), dims, axes);
        List<String> local = local(graph, input.name(), dims, axes);
        List<String> free = free(graph, local);
        boolean shrinks = free.size() == local.size() && larger[axes.get(0)] < dims[axes.get(0)];
        if (!local.isEmpty() && !shrinks) compare(name, FieldSupport.part(graph, input.name(), local, dims), dims, axes);
        if (!Arrays.equals(larger, dims) && !free.isEmpty())
            compare(name + " larger", FieldSupport.part(graph, input.name(), free, larger), larger, axes);
        tensors += local.size();
    }

    /** Channels are few and first or last; the rest is space. */
    private static List<Integer> spatial(long[] dims) {
        boolean first = dims[1] <= 4;
        return IntStream.range(first ? 2 : 1, first ? dims.length : dims.length - 1).boxed().toList();
    }

    /** A size at which even the widest field is seen whole, as far as that takes no long time. */
    private long[] larger(Graph graph, String input, long[] dims, List<Integer> axes) throws OrtException {
        ReceptiveField field = Known.of(FieldSupport.part(graph, input, names(graph), dims), input, dims).field();
        long[] larger = dims.clone();
        for (int a : axes) {
            double widest = field.all().values().stream().map(f -> f.get(a)).filter(f -> !f.isWhole()).mapToDouble(ReceptiveField.Axis::size).max().orElse(1);
            long step = field.multiple(a);
            long wanted = (long) Math.min(LARGEST, Math.ceil(widest) + 3 * step);
            larger[a] = dims[a] + Math.floorDiv(Math.max(SMALL, wanted) - dims[a] + step - 1, step) * step;
            if (dims[a] < 2 * SMALL) larger[a] = Math.max(larger[a], dims[a]);
        }
        return larger;
    }

    private static List<String> names(Graph graph) {
        return graph.outputs().stream().map(Port::name).toList();
    }

    /** Returns the tensors that nodes make and that lie on the input's grid. */
    private static List<String> local(Graph graph, String input, long[] dims, List<Integer> axes) throws OrtException {
        ReceptiveField field = Known.of(FieldSupport.part(graph, input, graph.tensors(), dims), input, dims).field();
        return field.all().keySet().stream().filter(t -> graph.producer(t).isPresent())
                .filter(t -> axes.stream().anyMatch(a -> field.follows(t).contains(a))).toList();
    }

    /** Returns those that can be made of an input of another size: not behind sizes that are written down. */
    private static List<String> free(Graph graph, List<String> tensors) {
        Set<String> bound = new HashSet<>();
        for (Node n : graph.nodes())
            if (n.op().equals("Reshape") || n.op().equals("Expand") || n.reads().stream().anyMatch(bound::contains)) bound.addAll(n.outputs());
        return tensors.stream().filter(t -> !bound.contains(t)).toList();
    }

    private void compare(String name, Graph part, long[] dims, List<Integer> axes) throws OrtException {
        String input = part.inputs().get(0).name();
        Known known = Known.of(part, input, dims);
        Map<String, List<Long>> shapes = known.shapes();
        ReceptiveField field = known.field();
        PositiveLinear linear = PositiveLinear.of(part, shapes, field);
        linear.impossible().forEach(o -> impossible.merge(o, 1, Integer::sum));
        Graph positive = new Graph(part.proto().toBuilder().setGraph(linear.build()).build(), part.folder().orElse(null));
        FieldSupport support = new FieldSupport(positive, field, input, dims);
        for (int axis : axes) {
            List<String> followed = support.following(axis).stream().filter(linear::isLinear).toList();
            if (followed.isEmpty()) continue;
            Map<String, Map<Integer, boolean[]>> moved = support.moved(axis, lines(field, followed, axis, dims[axis], shapes), followed);
            for (String t : followed) {
                Seen seen = compare(name + " " + t + " axis " + axis, field.axes(t).get(axis), moved.get(t), dims[axis]);
                count(name + " " + t + " axis " + axis + " " + field.axes(t).get(axis), seen, isMirrored(part, t),
                        field.multiple(axis) / field.axes(t).get(axis).stride());
            }
        }
    }

    /** All lines of a small input; of a large one those at the ends of the fields of some elements, and beside them. */
    private static List<Integer> lines(ReceptiveField field, List<String> tensors, int axis, long size, Map<String, List<Long>> shapes) {
        if (size <= SMALL) return IntStream.range(0, (int) size).boxed().toList();
        TreeSet<Integer> lines = new TreeSet<>(List.of(0, (int) size - 1));
        List<String> distinct = new ArrayList<>(tensors.stream().collect(Collectors.toMap(t -> field.axes(t).get(axis), t -> t, (a, b) -> b,
                LinkedHashMap::new)).values());
        double stride = 0;
        for (int k = 0; k < Math.min(FIELDS, distinct.size()); k++) {
            String t = distinct.get((int) ((k + 1L) * distinct.size() / Math.min(FIELDS, distinct.size())) - 1);
            ReceptiveField.Axis f = field.axes(t).get(axis);
            int count = (int) (long) shapes.get(t).get(field.follows(t).indexOf(axis));
            for (int i = count / 2; i < count && i < count / 2 + (f.stride() < stride ? PHASES : 1); i++) {
            int low = (int) Math.ceil(f.offset() + f.stride() * i - (f.size() - 1) / 2);
            int high = (int) Math.floor(f.offset() + f.stride() * i + (f.size() - 1) / 2);
            for (int line : new int[] {low - 1, low, high, high + 1}) if (line >= 0 && line < size) lines.add(line);
            }
            stride = Math.max(stride, f.stride());
        }
        return List.copyOf(lines);
    }

    /**
     * Every element moves with no line outside its field. Those whose field lies inside the image move with both ends
     * of it; behind an enlargement, where neighbours see differently much, at least some do, to the pixel.
     */
    /** Which ends of fields inside the image were met: how many elements have both, how often none moved, and whether any did. */
    private record Seen(int elements, int missed, boolean low, boolean high) {}

    /** What mirrors its borders shows pixels from inside in front of the first: no window fits all its elements closely. */
    private static boolean isMirrored(Graph graph, String tensor) {
        return graph.producer(tensor).filter(n -> n.op().equals("Pad") && !n.text("mode", "constant").equals("constant")).isPresent();
    }

    /** @param phases how many neighbours see differently much, where an enlargement is by a whole number */
    private void count(String what, Seen seen, boolean mirrored, double phases) {
        if (seen.elements() == 0) outside++;
        else if (seen.missed() == 0) exact++;
        else if (seen.low() && seen.high()) enveloped++;
        else if (mirrored || seen.elements() < PHASES || phases != Math.rint(phases)) undecided++;
        else loose.add(what + " " + seen);
    }

    private Seen compare(String what, ReceptiveField.Axis f, Map<Integer, boolean[]> moved, long size) {
        int count = moved.values().iterator().next().length;
        int missed = 0;
        int seen = 0;
        boolean low = false;
        boolean high = false;
        for (int i = 0; i < count; i++) {
            double from = f.offset() + f.stride() * i - (f.size() - 1) / 2;
            double to = from + f.size() - 1;
            boolean met = false;
            for (var line : moved.entrySet()) {
                int r = line.getKey();
                if (line.getValue()[i] && (r < from - TINY || r > to + TINY)) wrong.add(what + " element " + i + " moves with line " + r + ", field " + f);
                if (from < -TINY || to > size - 1 + TINY) continue;
                boolean first = r == (int) Math.ceil(from - TINY);
                boolean last = r == (int) Math.floor(to + TINY);
                if (!first && !last) continue;
                met = true;
                if (!line.getValue()[i]) missed++;
                low |= first && line.getValue()[i];
                high |= last && line.getValue()[i];
            }
            elements++;
            if (met) seen++;
        }
        return new Seen(seen, missed, low, high);
    }
}
