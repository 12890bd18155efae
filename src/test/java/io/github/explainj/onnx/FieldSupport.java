// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.explainj.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Which elements of inner tensors move with which rows, columns... of the input: runs of a net whose
 * input is one line of ones. Of a positive linear net these are where the gradient is not 0.
 *
 * @param graph a net, its input's size fixed
 * @param field of its tensors
 * @param input the name of its input
 * @param dims the size of the input, in its own layout
 */
record FieldSupport(Graph graph, ReceptiveField field, String input, long[] dims) {

    /** Returns the part of a net that makes some tensors, for an input of another size. */
    static Graph part(Graph graph, String input, Collection<String> tensors, long... dims) {
        Set<String> needed = new java.util.HashSet<>(tensors);
        List<NodeProto> nodes = new ArrayList<>();
        for (int i = graph.nodes().size() - 1; i >= 0; i--) {
            Node n = graph.nodes().get(i);
            if (n.outputs().stream().noneMatch(needed::contains)) continue;
            needed.addAll(n.reads());
            nodes.add(0, n.proto());
        }
        GraphProto.Builder g = graph.proto().getGraph().toBuilder().clearNode().addAllNode(nodes).clearOutput().clearValueInfo().clearInput();
        g.addInput(Protos.value(input, 1, dims));
        dropUnread(g);
        tensors.forEach(t -> g.addOutput(ValueInfoProto.newBuilder().setName(t)));
        return new Graph(graph.proto().toBuilder().setIrVersion(Math.max(4, graph.irVersion())).setGraph(g).build(), graph.folder().orElse(null));
    }

    /** A session warns of weights that nobody reads. */
    static GraphProto.Builder dropUnread(GraphProto.Builder g) {
        Set<String> read = new java.util.HashSet<>();
        g.getNodeList().forEach(n -> read.addAll(Order.reads(n)));
        List<TensorProto> kept = g.getInitializerList().stream().filter(t -> read.contains(t.getName())).toList();
        return g.clearInitializer().addAllInitializer(kept);
    }

    /** What is known of a part's tensors: what a session says, and where that is open what a run says. */
    record Known(Graph part, Map<String, List<Long>> shapes, ReceptiveField field) {

        static Known of(Graph part, String input, long... dims) throws OrtException {
            Map<String, List<Long>> shapes = new LinkedHashMap<>(Sessions.shapes(part));
            ReceptiveField field = ReceptiveField.of(part, shapes, input);
            Set<String> open = new java.util.LinkedHashSet<>(field.settings());
            for (String t : part.tensors()) if (shapes.getOrDefault(t, List.of()).isEmpty() || shapes.get(t).contains(-1L)) open.add(t);
            if (open.isEmpty()) return new Known(part, shapes, field);
            Tensor x = Tensor.zeros(LongStream.of(dims).mapToInt(d -> (int) d).toArray());
            Map<String, Tensor> values = Runs.all(FieldSupport.part(part, input, open, dims), Map.of(input, x));
            values.forEach((t, v) -> shapes.put(t, java.util.Arrays.stream(v.shape()).asLongStream().boxed().toList()));
            values.keySet().retainAll(field.settings());
            return new Known(part, shapes, ReceptiveField.of(part, shapes, values, input));
        }
    }

    /**
     * Feeds one line of ones after the other.
     *
     * @param axis of the input, to which the lines are perpendicular
     * @param lines positions along it
     * @param tensors that have an axis which follows it
     * @return per tensor and line which of its elements along that axis move
     */
    Map<String, Map<Integer, boolean[]>> moved(int axis, Collection<Integer> lines, List<String> tensors) throws OrtException {
        Map<String, Map<Integer, boolean[]>> all = new LinkedHashMap<>();
        tensors.forEach(t -> all.put(t, new LinkedHashMap<>()));
        Graph reduced = reduced(axis, tensors);
        OrtEnvironment env = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = Sessions.options(reduced); OrtSession session = env.createSession(reduced.bytes(), options)) {
            for (int line : lines)
                try (OnnxTensor fed = OnnxTensor.createTensor(env, FloatBuffer.wrap(line(axis, line)), dims);
                        OrtSession.Result result = session.run(Map.of(input, fed))) {
                    for (int i = 0; i < tensors.size(); i++) all.get(tensors.get(i)).put(line, positive((OnnxTensor) result.get(i)));
                }
        }
        return all;
    }

    private static boolean[] positive(OnnxTensor t) {
        float[] values = t.getFloatBuffer().array();
        boolean[] moved = new boolean[values.length];
        for (int i = 0; i < moved.length; i++) moved[i] = values[i] > 0;
        return moved;
    }

    private float[] line(int axis, int at) {
        int inner = (int) LongStream.of(dims).skip(axis + 1).reduce(1, (a, b) -> a * b);
        float[] x = new float[(int) LongStream.of(dims).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < x.length; i++) if (i / inner % dims[axis] == at) x[i] = 1;
        return x;
    }

    /** Keeps of each tensor the largest value per place along the axis that follows the input's. */
    private Graph reduced(int axis, List<String> tensors) {
        GraphProto.Builder g = graph.proto().getGraph().toBuilder().clearOutput();
        for (int i = 0; i < tensors.size(); i++) {
            List<Integer> follows = field.follows(tensors.get(i));
            long[] others = LongStream.range(0, follows.size()).filter(a -> a != follows.indexOf(axis)).toArray();
            NodeProto.Builder n = Protos.node("ReduceMax", "reduced_" + i, List.of(tensors.get(i)), "reduced_" + i).addAttribute(Protos.integer("keepdims", 0));
            if (graph.opset() >= 18) {
                g.addInitializer(Protos.integers("reduced_axes_" + i, others));
                n.addInput("reduced_axes_" + i);
            } else n.addAttribute(Protos.ints("axes", others));
            g.addNode(n).addOutput(Protos.value("reduced_" + i, 1, -1).toBuilder().clearType());
        }
        return new Graph(graph.proto().toBuilder().setGraph(g).build(), graph.folder().orElse(null));
    }

    /** Returns the tensors with an axis that follows one of the input's. */
    List<String> following(int axis) {
        return field.all().keySet().stream().filter(t -> graph.producer(t).isPresent() && field.follows(t).contains(axis)).collect(Collectors.toList());
    }
}
