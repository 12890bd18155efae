// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Tells which part of the input each element of a tensor can depend on.
 *
 * <p>Axes are those of the <em>input</em>, whatever its layout, so that channels-last models need no
 * special treatment. The bounds are never too tight; an operator that is not known sees everything.
 * Sizes follow the usual rule, (H + 2 P - F) / S + 1 per window operator.
 */
public final class ReceptiveField {

    private static final Set<String> MOVING = Set.of("Pad", "Resize", "Slice", "Upsample");

    private final int rank;
    private final Map<String, List<Trace>> traces = new HashMap<>();
    private final Map<String, List<Axis>> fields = new LinkedHashMap<>();

    private final Graph graph;
    private final Shapes shapes;
    private final String input;

    private ReceptiveField(Graph graph, Shapes shapes, String input, boolean centres) {
        this.graph = graph;
        this.shapes = shapes;
        this.input = input;
        Port port = graph.inputs().stream().filter(p -> p.name().equals(input)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the graph has no input \"" + input + "\""));
        rank = port.rank();
        put(input, IntStream.range(0, rank).mapToObj(a -> new Trace(a, 1, 0, 0)).toList());
        for (Node n : graph.nodes()) follow(n, new TraceRules(graph, shapes, traces, centres));
    }

    /**
     * Follows an input through the graph.
     *
     * @param shapes of all tensors, for one input; missing or -1 where not known
     * @param input name of the input
     */
    public static ReceptiveField of(Graph graph, Map<String, List<Long>> shapes, String input) {
        return of(graph, shapes, Map.of(), input);
    }

    /**
     * Follows an input through the graph.
     *
     * @param shapes of all tensors, for one input; missing or -1 where not known
     * @param values of {@link #settings()} that are computed from sizes
     * @param input name of the input
     */
    public static ReceptiveField of(Graph graph, Map<String, List<Long>> shapes, Map<String, Tensor> values, String input) {
        return new ReceptiveField(graph, new Shapes(graph, shapes, values), input, false);
    }

    /** Returns the tensors that say how others are moved, made of sizes alone, and not written in the file. */
    public List<String> settings() {
        return graph.nodes().stream().filter(n -> MOVING.contains(n.op())).flatMap(n -> n.inputs().stream().skip(1))
                .filter(t -> !t.isEmpty() && axes(t).isEmpty() && graph.producer(t).isPresent() && shapes.constant(t).isEmpty())
                .distinct().toList();
    }

    /**
     * Returns where the elements of each tensor lie, which is less than all that they see: a normalisation
     * over all positions, a gate that squeezes them (SE), mirrored padding leave an element where it is.
     */
    public ReceptiveField centres() {
        return new ReceptiveField(graph, shapes, input, true);
    }

    private void follow(Node node, TraceRules rules) {
        if (!rules.depends(node)) return;
        for (String output : node.outputs()) if (!output.isEmpty()) put(output, rules.output(node, output));
    }

    private void put(String tensor, List<Trace> trace) {
        traces.put(tensor, trace);
        List<Axis> axes = new ArrayList<>();
        for (int a = 0; a < rank; a++) axes.add(axis(trace, a));
        fields.put(tensor, List.copyOf(axes));
    }

    private static Axis axis(List<Trace> trace, int axis) {
        return trace.stream().filter(t -> t != null && t.axis() == axis).findFirst()
                .map(t -> new Axis(t.high() - t.low() + 1, t.stride(), (t.low() + t.high()) / 2))
                .orElse(Axis.WHOLE);
    }

    /**
     * Returns the field of every tensor that depends on the input, in running order: one entry per
     * axis of the input.
     */
    public Map<String, List<Axis>> all() {
        return java.util.Collections.unmodifiableMap(fields);
    }

    /** Returns the field of a tensor, one entry per axis of the input; empty when it does not depend on it. */
    public List<Axis> axes(String tensor) {
        return fields.getOrDefault(tensor, List.of());
    }

    /** Returns which axis of the input each axis of a tensor follows; -1 where none. */
    public List<Integer> follows(String tensor) {
        return traces.getOrDefault(tensor, List.of()).stream().map(t -> t == null ? -1 : t.axis()).toList();
    }

    /**
     * Returns whether a tensor is made by a network that works at every position alike: none of these
     * input axes is seen as a whole.
     *
     * @param axes the spatial axes of the input
     */
    public boolean isFullyConvolutional(String tensor, int... axes) {
        return !axes(tensor).isEmpty() && IntStream.of(axes).noneMatch(a -> axes(tensor).get(a).isWhole());
    }

    /**
     * Returns the receptive radius: how many pixels beyond the pixels that an element stands for can
     * change it. Tiles need a halo of this width. 2^31 - 1 when all of the axis is seen.
     */
    public int radius(String tensor, int axis) {
        Axis a = axes(tensor).get(axis);
        if (a.isWhole()) return Integer.MAX_VALUE;
        double low = a.offset() - (a.size() - 1) / 2;
        double high = a.offset() + (a.size() - 1) / 2;
        return (int) Math.ceil(Math.max(0, Math.max(-low, high - (a.stride() - 1))) - 1e-9);
    }

    /**
     * Returns the step by which the input can be shifted so that the tensor only shifts too: the
     * largest stride of any tensor on the way to it. Tiles have to start at its multiples.
     */
    public int multiple(int axis) {
        double largest = fields.values().stream().map(f -> f.get(axis)).filter(a -> !a.isWhole())
                .mapToDouble(Axis::stride).max().orElse(1);
        return (int) Math.max(1, Math.round(largest));
    }

    /**
     * A receptive field along one axis of the input, in pixels of the input.
     *
     * @param size pixels that an element can depend on; infinite when it depends on all
     * @param stride distance of the centres of neighbouring elements; below 1 after enlarging
     * @param offset centre of element 0, where the centre of pixel 0 is 0; NaN when the size is
     *     infinite
     */
    public record Axis(double size, double stride, double offset) {

        static final Axis WHOLE = new Axis(Double.POSITIVE_INFINITY, Double.NaN, Double.NaN);

        public boolean isWhole() {
            return Double.isInfinite(size);
        }
    }
}
