// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import io.github.explainj.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An immutable ONNX graph; {@link GraphBuilder} makes a changed copy.
 *
 * <p>Large weights of a graph that was read from a file stay in the file: the initialisers hold
 * references (file name, offset, length) into {@link #folder()} that we wrote ourselves.
 */
public final class Graph {

    private final OnnxMl.ModelProto proto;
    private final Path folder;
    private final List<Node> nodes;
    private final Map<String, OnnxMl.TensorProto> initialisers = new HashMap<>();
    private final Map<String, Node> producers = new HashMap<>();

    /**
     * @param proto the model; not changed
     * @param folder where external data of the initialisers lies, or null when all is inside
     */
    Graph(OnnxMl.ModelProto proto, Path folder) {
        this.proto = proto;
        this.folder = folder;
        this.nodes = proto.getGraph().getNodeList().stream().map(Node::new).toList();
        proto.getGraph().getInitializerList().forEach(t -> initialisers.put(t.getName(), t));
        nodes.forEach(n -> n.outputs().forEach(o -> producers.put(o, n)));
    }

    OnnxMl.ModelProto proto() {
        return proto;
    }

    /** Returns the folder to which external weights are relative; empty when all is inside. */
    public Optional<Path> folder() {
        return Optional.ofNullable(folder);
    }

    /** Returns the model as bytes that ONNX Runtime reads. */
    public byte[] bytes() {
        return proto.toByteArray();
    }

    /** Returns the version of the standard operator set. */
    public int opset() {
        return proto.getOpsetImportList().stream()
                .filter(o -> o.getDomain().isEmpty() || o.getDomain().equals("ai.onnx"))
                .mapToInt(o -> (int) o.getVersion())
                .findFirst()
                .orElse(0);
    }

    public int irVersion() {
        return (int) proto.getIrVersion();
    }

    public String producer() {
        return (proto.getProducerName() + " " + proto.getProducerVersion()).strip();
    }

    public List<Node> nodes() {
        return nodes;
    }

    /** Returns what must be fed: the declared inputs that have no initialiser. */
    public List<Port> inputs() {
        return proto.getGraph().getInputList().stream()
                .filter(i -> !initialisers.containsKey(i.getName()))
                .map(Graph::port)
                .toList();
    }

    /** Returns whether an input or output declares how many axes it has. */
    public boolean hasShape(String port) {
        OnnxMl.GraphProto g = proto.getGraph();
        return Stream.concat(g.getInputList().stream(), g.getOutputList().stream())
                .anyMatch(v -> v.getName().equals(port) && v.getType().getTensorType().hasShape());
    }

    public List<Port> outputs() {
        return proto.getGraph().getOutputList().stream().map(Graph::port).toList();
    }

    /** Returns the node that makes a tensor; empty for inputs and initialisers. */
    public Optional<Node> producer(String tensor) {
        return Optional.ofNullable(producers.get(tensor));
    }

    /** Returns whether the name is an input, an initialiser or an output of some node. */
    public boolean has(String tensor) {
        return producers.containsKey(tensor) || initialisers.containsKey(tensor)
                || inputs().stream().anyMatch(p -> p.name().equals(tensor));
    }

    /** Returns all tensors that nodes make, in the order of the nodes. */
    public List<String> tensors() {
        List<String> names = new ArrayList<>();
        for (Node n : nodes) for (String o : n.outputs()) if (!o.isEmpty()) names.add(o);
        return names;
    }

    /** Returns the names of the initialisers. */
    public Set<String> initialisers() {
        return new HashSet<>(initialisers.keySet());
    }

    /** Returns the declared shape of an initialiser, also of one that lies outside. */
    public Optional<List<Long>> initialiserDims(String name) {
        return Optional.ofNullable(initialisers.get(name)).map(t -> List.copyOf(t.getDimsList()));
    }

    /** Returns the element type of an initialiser. */
    public Optional<ElementType> initialiserType(String name) {
        return Optional.ofNullable(initialisers.get(name)).map(t -> ElementType.of(t.getDataType()));
    }

    /**
     * Returns a tensor that does not depend on the input, as floats: an initialiser or the output
     * of a Constant, seen through Identity and a Cast to float; weights that stayed in the file are read from it. Empty
     * when it is neither, or no number.
     */
    public Optional<Tensor> constant(String name) {
        OnnxMl.TensorProto t = initialisers.get(name);
        if (t != null) return TensorData.floats(t, folder);
        Node n = producers.get(name);
        if (n == null) return Optional.empty();
        boolean cast = n.op().equals("Cast") && n.integer("to", 0) == ElementType.FLOAT.number();
        if (cast || n.op().equals("Identity")) return constant(n.inputs().get(0));
        return ConstantNode.value(n.proto()).flatMap(c -> TensorData.floats(c, folder));
    }

    static Port port(OnnxMl.ValueInfoProto info) {
        OnnxMl.TypeProto.Tensor type = info.getType().getTensorType();
        List<Long> dims = new ArrayList<>();
        List<String> symbols = new ArrayList<>();
        for (OnnxMl.TensorShapeProto.Dimension d : type.getShape().getDimList()) {
            // 0 is how some exporters write "free"
            dims.add(d.hasDimValue() && d.getDimValue() > 0 ? d.getDimValue() : -1L);
            symbols.add(d.hasDimParam() ? d.getDimParam() : "");
        }
        return new Port(info.getName(), ElementType.of(type.getElemType()), dims, symbols);
    }

    static ByteString bytes(String text) {
        return ByteString.copyFromUtf8(text);
    }
}
