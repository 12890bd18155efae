// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.input.Axes;
import io.github.explainj.input.InputCard;
import io.github.explainj.input.ModelCard;
import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Node;
import io.github.explainj.onnx.Port;
import io.github.explainj.onnx.Value;
import io.github.explainj.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The operators in front of a model: every input takes float32, the explained one in canonical
 * layout {@code [N, C, spatial...]}, and becomes the model's own layout and type.
 *
 * @param graph the model as the user gave it
 * @param explained the input that is explained
 * @param axes its layout
 * @param others the other inputs
 * @param values what the explained input can hold: whole numbers, also where the graph takes them as floats
 */
record Front(Graph graph, Port explained, Axes axes, List<Port> others, ElementType values) {

    private static final String FED = "explainj_feed_";
    private static final Set<String> LOOPS = Set.of("Loop", "Scan");

    static Front of(Graph graph, ModelCard card, String input) {
        String name = input.isEmpty() ? card.inputs().get(0).name() : input;
        List<String> names = graph.inputs().stream().map(Port::name).toList();
        if (!names.contains(name))
            throw new Problem("A01", "The model " + card.name() + " has no input \"" + name + "\"; it has "
                    + String.join(", ", names) + ".");
        Axes axes = card.inputs().stream().filter(i -> i.name().equals(name)).findFirst().map(InputCard::axes)
                .orElseThrow(() -> new Problem("P17", "The layout of the input \"" + name + "\" is not known; name it with axes=..."));
        Port explained = graph.inputs().get(names.indexOf(name));
        if (explained.rank() != axes.rank())
            throw new Problem("P17", "The axes \"" + axes + "\" contradict the input \"" + name + "\" of shape "
                    + explained.shape() + ": expected " + explained.rank() + " letters, got " + axes.rank() + ".");
        return new Front(graph, explained, axes, graph.inputs().stream().filter(p -> !p.name().equals(name)).toList(),
                explained.type());
    }

    /** Returns the same in front of another form of the graph, with inputs of the same names. */
    Front before(Graph other) {
        Map<String, Port> ports = other.inputs().stream().collect(Collectors.toMap(Port::name, p -> p));
        return new Front(other, ports.get(explained.name()), axes, others.stream().map(p -> ports.get(p.name())).toList(),
                values);
    }

    /** Returns the size of the batch axis: -1 when it is free, 1 when there is none. */
    int batch() {
        return axes.has('b') ? Math.toIntExact(explained.dims().get(axes.index('b'))) : 1;
    }

    /** Returns the name of a node that may run for ever. */
    Optional<String> loop() {
        return graph.nodes().stream().filter(n -> LOOPS.contains(n.op())).findFirst().map(Node::name);
    }

    /** Returns the name under which an input is fed. */
    static String fed(String input) {
        return FED + input;
    }

    /** Returns the name that users know. */
    static String shown(String tensor) {
        return tensor.startsWith(FED) ? tensor.substring(FED.length()) : tensor;
    }

    String fedName() {
        return fed(explained.name());
    }

    /** Returns a builder that holds the model with the operators in front. */
    GraphBuilder builder() {
        return builder(canonicalDims(), Map.of());
    }

    /** Returns the same for inputs of one size only, batch axis included. */
    GraphBuilder builder(int... shape) {
        return builder(Arrays.stream(shape).asLongStream().toArray(), Map.of());
    }

    /**
     * Returns the same with given sizes.
     *
     * @param dims of the explained input, -1 for a free one
     * @param sizes of other inputs by the name under which they are fed; those that are missing as declared
     */
    GraphBuilder builder(long[] dims, Map<String, long[]> sizes) {
        GraphBuilder b = new GraphBuilder(graph);
        Value x = b.input(fedName(), ElementType.FLOAT, dims);
        b.feed(explained.name(), typed(b, arranged(b, held(b, x)), explained.type()));
        for (Port p : others) {
            long[] own = sizes.getOrDefault(fed(p.name()), p.dims().stream().mapToLong(d -> d).toArray());
            b.feed(p.name(), typed(b, b.input(fed(p.name()), ElementType.FLOAT, own), p.type()));
        }
        b.clearOutputs();
        return b;
    }

    private long[] canonicalDims() {
        List<Long> dims = new ArrayList<>();
        dims.add((long) batch());
        dims.add(axes.has('c') ? explained.dims().get(axes.index('c')) : 1L);
        for (char a : axes.spatial().toCharArray()) dims.add(explained.dims().get(axes.index(a)));
        return dims.stream().mapToLong(d -> d).toArray();
    }

    /** Where the graph takes whole numbers as floats, {@link #fedName()} stands for what was rounded. */
    private Value held(GraphBuilder b, Value x) {
        if (values.isFloating() || !explained.type().isFloating()) return x;
        b.replace(fedName(), limited(rounded(b, x), values));
        return b.value(fedName());
    }

    private Value arranged(GraphBuilder b, Value x) {
        List<Long> missing = new ArrayList<>();
        if (!axes.has('b')) missing.add(0L);
        if (!axes.has('c')) missing.add(1L);
        Value own = missing.isEmpty() ? x : squeezed(b, x, missing.stream().mapToLong(a -> a).toArray());
        return axes.isCanonical() ? own : own.transpose(axes.fromCanonical());
    }

    private static Value squeezed(GraphBuilder b, Value x, long[] drop) {
        return b.opset() >= 13
                ? b.op("Squeeze", x, b.integers(drop))
                : b.op("Squeeze", Attributes.NONE.with("axes", drop), x);
    }

    /** Rounds and limits before a Cast to whole numbers: what lies outside their range is undefined. */
    private static Value typed(GraphBuilder b, Value x, ElementType type) {
        if (type == ElementType.FLOAT) return x;
        if (!type.isNumber())
            throw new Problem("M32", "An input of the model is of type " + type + ", which cannot be fed from an image:"
                    + " expected float32, float64, float16, bfloat16, whole numbers or bool. Export the model with one of them.");
        return (type.isFloating() ? x : limited(rounded(b, x), type)).cast(type);
    }

    private static Value rounded(GraphBuilder b, Value x) {
        return b.opset() >= 11 ? b.op("Round", x) : b.op("Floor", x.plus(0.5f));
    }

    private static Value limited(Value x, ElementType type) {
        boolean signed = Arrays.asList(ElementType.INT8, ElementType.INT16, ElementType.INT32, ElementType.INT64).contains(type);
        // above 24 bits a float has no neighbouring whole numbers: stay below the bound
        int bits = Math.min(8 * type.bytes() - (signed ? 1 : 0), 62);
        float high = bits > 24 ? Math.nextDown((float) Math.scalb(1.0, bits)) : (float) (Math.scalb(1.0, bits) - 1);
        float low = signed ? -(float) Math.scalb(1.0, bits) : 0;
        return type == ElementType.BOOL ? x : x.clip(low, high);
    }
}
