// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import io.github.explainj.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Appends operators to a graph, or builds one from nothing; the original is never changed.
 *
 * <p>Operators are written in the forms of the graph's own operator set (7 and up), so that an old
 * model can be extended without rewriting it. New names are {@code explainj_<op>_<counter>}: the
 * same calls give the same bytes.
 */
public final class GraphBuilder {

    /** The operator set of graphs that are built from nothing. */
    public static final int OPSET = 17;

    private final OnnxMl.ModelProto.Builder model;
    private final OnnxMl.GraphProto.Builder graph;
    private final Path folder;
    private final int opset;
    private final Set<String> names = new HashSet<>();
    private final Set<String> nodeNames = new HashSet<>();
    private final Map<String, String> renamed = new LinkedHashMap<>();
    private final Set<String> removed = new HashSet<>();
    private final int originalNodes;
    private int counter;

    /** Starts with an empty graph of operator set {@value #OPSET}. */
    public GraphBuilder() {
        this(empty(OPSET));
    }

    /** Starts with an empty graph of another operator set. */
    public GraphBuilder(int opset) {
        this(empty(opset));
    }

    /** Starts with a copy of a graph. */
    public GraphBuilder(Graph base) {
        model = base.proto().toBuilder();
        graph = model.getGraph().toBuilder();
        folder = base.folder().orElse(null);
        opset = base.opset();
        originalNodes = graph.getNodeCount();
        graph.getInputList().forEach(i -> names.add(i.getName()));
        names.addAll(base.initialisers());
        names.addAll(base.tensors());
        base.nodes().forEach(n -> nodeNames.add(n.name()));
    }

    private static Graph empty(int opset) {
        return new Graph(OnnxMl.ModelProto.newBuilder()
                .setIrVersion(8)
                .setProducerName("ExplainJ")
                .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(opset))
                .setGraph(OnnxMl.GraphProto.newBuilder().setName("explainj"))
                .build(), null);
    }

    /** Returns the version of the operator set in which operators are written. */
    public int opset() {
        return opset;
    }

    /**
     * Adds a graph input.
     *
     * @param dims one size per axis; -1 for a free one
     */
    public Value input(String name, ElementType type, long... dims) {
        graph.addInput(typed(name, type, dims));
        return taken(name);
    }

    private static OnnxMl.ValueInfoProto.Builder typed(String name, ElementType type, long... dims) {
        OnnxMl.TensorShapeProto.Builder shape = OnnxMl.TensorShapeProto.newBuilder();
        for (int i = 0; i < dims.length; i++)
            shape.addDim(dims[i] < 0
                    ? OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimParam(name + "_" + i)
                    : OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(dims[i]));
        return OnnxMl.ValueInfoProto.newBuilder().setName(name).setType(OnnxMl.TypeProto.newBuilder().setTensorType(
                OnnxMl.TypeProto.Tensor.newBuilder().setElemType(type.number()).setShape(shape)));
    }

    /** Adds a float constant. */
    public Value constant(Tensor values) {
        String name = fresh("constant");
        graph.addInitializer(TensorData.floats(name, values));
        return new Value(this, name);
    }

    /** Adds a float constant of one element without axes. */
    public Value constant(float value) {
        return constant(new Tensor(new float[] {value}));
    }

    /** Adds a list of whole numbers of shape {@code [values.length]}. */
    public Value integers(long... values) {
        String name = fresh("integers");
        graph.addInitializer(TensorData.integers(name, new int[] {values.length}, values));
        return new Value(this, name);
    }

    /** Adds an initialiser under a given name, as a trained weight. */
    public Value initialiser(String name, Tensor values) {
        graph.addInitializer(TensorData.floats(name, values));
        return taken(name);
    }

    /** Returns a tensor that the graph already has. */
    public Value value(String tensor) {
        if (!names.contains(tensor))
            throw new IllegalArgumentException("the graph has no tensor \"" + tensor + "\"");
        return new Value(this, renamed.getOrDefault(tensor, tensor));
    }

    /** Appends an operator with one output. */
    public Value op(String type, Attributes attributes, Value... inputs) {
        return ops(type, attributes, 1, inputs).get(0);
    }

    /** Appends an operator with one output and no attributes. */
    public Value op(String type, Value... inputs) {
        return op(type, Attributes.NONE, inputs);
    }

    /** Appends an operator; null stands for an optional input that is left out. */
    public List<Value> ops(String type, Attributes attributes, int outputs, Value... inputs) {
        OnnxMl.NodeProto.Builder node = OnnxMl.NodeProto.newBuilder().setOpType(type);
        node.setName(freshNode(type));
        Arrays.stream(inputs).forEach(i -> node.addInput(i == null ? "" : i.name()));
        node.addAllAttribute(attributes.protos());
        for (int i = 0; i < outputs; i++) node.addOutput(fresh(type.toLowerCase(Locale.ROOT)));
        graph.addNode(node);
        return node.getOutputList().stream().map(o -> new Value(this, o)).toList();
    }

    /** Appends the operator of a node once more, with its attributes and other inputs; returns its first output. */
    public Value again(Node node, Value... inputs) {
        OnnxMl.NodeProto.Builder copy = node.proto().toBuilder().clearInput().clearOutput();
        copy.setName(freshNode(node.op())).addOutput(fresh(node.op().toLowerCase(Locale.ROOT)));
        Arrays.stream(inputs).forEach(i -> copy.addInput(i == null ? "" : i.name()));
        graph.addNode(copy);
        return new Value(this, copy.getOutput(0));
    }

    /**
     * Returns an output of a node, which is added when the node left it out (the indices of a MaxPool,
     * say): what the node makes already stays as it is.
     *
     * @param node a node of this graph, as {@link #build} shows it
     * @param index which of the operator's outputs
     */
    public Value optionalOutput(Node node, int index) {
        for (int i = 0; i < graph.getNodeCount(); i++) {
            OnnxMl.NodeProto.Builder n = graph.getNodeBuilder(i);
            if (n.getOutputCount() == 0 || !n.getOutput(0).equals(node.outputs().get(0))) continue;
            while (n.getOutputCount() <= index) n.addOutput("");
            if (n.getOutput(index).isEmpty()) n.setOutput(index, fresh(node.op().toLowerCase(Locale.ROOT)));
            return new Value(this, n.getOutput(index));
        }
        throw new IllegalArgumentException("the graph has no node " + node);
    }

    /**
     * Feeds an input of the original graph from a value: the input disappears, and every node that
     * read it reads the value. This is how operators are put in front of a model.
     */
    public void feed(String input, Value value) {
        for (int i = 0; i < graph.getInputCount(); i++)
            if (graph.getInput(i).getName().equals(input)) {
                graph.removeInput(i);
                removed.add(input);
                renamed.put(input, value.name());
                return;
            }
        throw new IllegalArgumentException("the graph has no input \"" + input + "\"");
    }

    /**
     * Lets every node of the original graph that reads a tensor read another one instead; what makes
     * the tensor still does, and what is appended may read it.
     */
    public void replace(String tensor, Value by) {
        renamed.put(tensor, by.name());
    }

    /** Declares an input of the original graph anew, with another type or other sizes; -1 for a free one. */
    public void declare(String input, ElementType type, long... dims) {
        for (int i = 0; i < graph.getInputCount(); i++)
            if (graph.getInput(i).getName().equals(input)) {
                graph.setInput(i, typed(input, type, dims));
                return;
            }
        throw new IllegalArgumentException("the graph has no input \"" + input + "\"");
    }

    /** Gives an input the value that it has when nothing is fed. */
    public void byDefault(String input, Tensor values) {
        graph.addInitializer(TensorData.floats(input, values));
    }

    /** Returns whether a name is taken. */
    public boolean has(String name) {
        return names.contains(name);
    }

    /** Adds an output whose type and shape ONNX Runtime finds itself. */
    public void output(Value value) {
        graph.addOutput(OnnxMl.ValueInfoProto.newBuilder().setName(value.name()));
    }

    /**
     * Adds an output under a given name with its type and shape, as a file for others has to say them.
     *
     * @param dims one size per axis; -1 for a free one
     */
    public void output(String name, Value value, ElementType type, long... dims) {
        output(name, value);
        int last = graph.getOutputCount() - 1;
        graph.setOutput(last, typed(name, type, dims));
    }

    /** Adds an output under a given name. */
    public void output(String name, Value value) {
        graph.addNode(OnnxMl.NodeProto.newBuilder().setOpType("Identity").setName(freshNode("Identity"))
                .addInput(value.name()).addOutput(name));
        output(taken(name));
    }

    /** Drops the outputs that the graph has so far. */
    public void clearOutputs() {
        graph.clearOutput();
    }

    /** Returns the graph with everything that was appended, in an order in which it can run. */
    public Graph build() {
        OnnxMl.GraphProto.Builder built = graph.clone();
        if (!renamed.isEmpty()) fed(built);
        return new Graph(model.clone().setGraph(built).build(), folder);
    }

    /** Lets the original nodes, and outputs that are fed inputs themselves, read what is fed now. */
    private void fed(OnnxMl.GraphProto.Builder built) {
        for (int i = 0; i < originalNodes; i++) built.setNode(i, Renaming.inputs(built.getNode(i), renamed));
        for (OnnxMl.ValueInfoProto o : graph.getOutputList())
            if (removed.contains(o.getName()))
                built.addNode(OnnxMl.NodeProto.newBuilder().setOpType("Identity")
                        .setName("explainj_Identity_" + o.getName())
                        .addInput(renamed.get(o.getName())).addOutput(o.getName()));
        List<OnnxMl.NodeProto> sorted = new Order(built.getNodeList()).sorted();
        if (sorted.size() != built.getNodeCount())
            throw new IllegalArgumentException("the inputs " + renamed.keySet() + " are fed from what they make");
        built.clearNode().addAllNode(sorted);
    }

    private Value taken(String name) {
        if (!names.add(name)) throw new IllegalArgumentException("the name \"" + name + "\" is taken");
        return new Value(this, name);
    }

    private String fresh(String stem) {
        return fresh(stem, names);
    }

    /** Two nodes may not share a name either, also when a graph is extended a second time. */
    private String freshNode(String stem) {
        return fresh(stem, nodeNames);
    }

    private String fresh(String stem, Set<String> taken) {
        String name;
        do name = "explainj_" + stem + "_" + counter++;
        while (!taken.add(name));
        return name;
    }
}
