// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import static io.github.explainj.onnx.Protos.integer;
import static io.github.explainj.onnx.Protos.ints;
import static io.github.explainj.onnx.Protos.node;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OrtException;
import com.google.protobuf.ByteString;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Functions, branches, types and weights of lifted graphs. */
class LiftTest {

    private static final String OWN = "own.functions";

    @TempDir Path folder;

    private static OperatorSetIdProto set(String domain, int version) {
        return OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version).build();
    }

    private static NodeProto.Builder call(String function, List<String> inputs, String output) {
        return node(function, "", inputs, output).setDomain(OWN);
    }

    private static AttributeProto.Builder reference(String name, String to, AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setRefAttrName(to).setType(type);
    }

    private static FunctionProto.Builder function(String name, int opset, List<String> in, List<String> out) {
        return FunctionProto.newBuilder().setDomain(OWN).setName(name).addAllInput(in).addAllOutput(out)
                .addOpsetImport(set("", opset)).addOpsetImport(set(OWN, 1));
    }

    private static GraphProto.Builder net(int type, NodeProto.Builder... nodes) {
        GraphProto.Builder g = GraphProto.newBuilder().setName("net").addInput(Protos.value("x", type, 1, 2, 4, 3));
        for (NodeProto.Builder n : nodes) g.addNode(n);
        return g.addOutput(ValueInfoProto.newBuilder().setName("y"));
    }

    private static Graph graph(GraphProto.Builder g, int opset) {
        return new Graph(Protos.model(g).clearOpsetImport().addOpsetImport(set("", opset))
                .addOpsetImport(set(OWN, 1)).build(), null);
    }

    private static Graph same(Graph old) throws OrtException {
        Graph lifted = Lift.of(old);
        LiftOpsetsTest.same(old, lifted, Map.of("x", LiftOpsetsTest.random(1, 2, 4, 3)), "lifted");
        return lifted;
    }

    @Test
    void nestedFunctionsAreInlinedWithTheirAttributes() throws OrtException {
        FunctionProto.Builder inner = function("Steep", 17, List.of("a", "missing"), List.of("b"))
                .addAttribute("slope").addAttributeProto(LiftOpsetsTest.number("steepness", 0.75f))
                .addNode(node("LeakyRelu", "", List.of("a"), "t").addAttribute(reference("alpha", "slope", AttributeType.FLOAT)))
                .addNode(node("Elu", "", List.of("t"), "b").addAttribute(reference("alpha", "steepness", AttributeType.FLOAT)));
        FunctionProto.Builder outer = function("Twice", 17, List.of("a"), List.of("c", "a2", "c2"))
                .addAttribute("slope")
                .addNode(call("Steep", List.of("a", ""), "t").addAttribute(reference("slope", "slope", AttributeType.FLOAT)))
                .addNode(call("Steep", List.of("t"), "c").addAttribute(LiftOpsetsTest.number("slope", 0.125f)))
                .addNode(node("Identity", "", List.of("a"), "a2"))
                .addNode(node("Identity", "", List.of("c"), "c2"));
        GraphProto.Builder g = net(1, call("Twice", List.of("x"), "t").addOutput("same").addOutput("again")
                        .addAttribute(LiftOpsetsTest.number("slope", 0.5f)),
                call("Steep", List.of("t"), "u"), node("Sum", "", List.of("u", "same", "again"), "y"));
        ModelProto model = graph(g, 17).proto().toBuilder().addFunctions(outer).addFunctions(inner).build();
        Graph lifted = same(new Graph(model, null));
        assertEquals(0, lifted.proto().getFunctionsCount());
        assertEquals(List.of(set("", 18)), lifted.proto().getOpsetImportList());
        assertTrue(lifted.tensors().containsAll(List.of("t", "same", "again", "u", "y")));
        assertEquals(new HashSet<>(lifted.tensors()).size(), lifted.tensors().size());
    }

    @Test
    void functionsOfAnOtherOperatorSetAreRewrittenFromTheirOwn() throws OrtException {
        FunctionProto.Builder f = function("Means", 13, List.of("a"), List.of("b"))
                .addNode(node("ReduceMean", "", List.of("a"), "b").addAttribute(ints("axes", 2)));
        GraphProto.Builder g = net(1, call("Means", List.of("x"), "y"));
        Graph old = graph(g, 13);
        Graph lifted = same(new Graph(old.proto().toBuilder().addFunctions(f).build(), null));
        assertEquals(2, lifted.producer("y").orElseThrow().inputs().size());
        // ONNX Runtime itself runs no such mixture, so the numbers are those of the model above
        ModelProto mixed = graph(g, 18).proto().toBuilder().addFunctions(f).build();
        Map<String, Tensor> x = Map.of("x", LiftOpsetsTest.random(1, 2, 4, 3));
        assertArrayEquals(Runs.all(lifted, x).get("y").data(), Runs.all(Lift.of(new Graph(mixed, null)), x).get("y").data());
    }

    @Test
    void anInputThatAFunctionPassesOnKeepsBothNames() {
        FunctionProto.Builder f = function("Pass", 17, List.of("a"), List.of("a"));
        Graph lifted = Lift.of(new Graph(graph(net(1, call("Pass", List.of("x"), "y")), 17).proto().toBuilder()
                .addFunctions(f).build(), null));
        assertEquals("Identity", lifted.producer("y").orElseThrow().op());
        assertEquals(List.of("x"), lifted.producer("y").orElseThrow().inputs());
    }

    @Test
    void aTensorThatAFunctionGivesOutTwiceHasBothNames() throws OrtException {
        FunctionProto.Builder f = function("Both", 17, List.of("a"), List.of("b", "b"))
                .addNode(node("Relu", "", List.of("a"), "b"));
        GraphProto.Builder g = net(1, call("Both", List.of("x"), "u").addOutput("v"), node("Add", "", List.of("u", "v"), "y"));
        Graph lifted = Lift.of(new Graph(graph(g, 17).proto().toBuilder().addFunctions(f).build(), null));
        Tensor x = LiftOpsetsTest.random(1, 2, 4, 3);
        float[] y = Runs.all(lifted, Map.of("x", x)).get("y").data();
        for (int i = 0; i < y.length; i++) assertEquals(2 * Math.max(0, x.data()[i]), y[i]);
        assertTrue(lifted.has("u") && lifted.has("v"));
    }

    /** Both branches use the name "h", the first also a weight of its own and a nested If. */
    private static NodeProto.Builder choice(String condition, String output) {
        GraphProto.Builder yes = GraphProto.newBuilder().setName("yes")
                .addInitializer(TensorData.floats("w", new Tensor(new float[] {3})))
                .addNode(node("Mul", "", List.of("x", "w"), "h")).addNode(node("Relu", "", List.of("h"), "o"))
                .addOutput(ValueInfoProto.newBuilder().setName("o"));
        GraphProto.Builder no = GraphProto.newBuilder().setName("no")
                .addNode(node("ReduceMean", "", List.of("x"), "h").addAttribute(ints("axes", 1)))
                .addNode(node("Add", "", List.of("x", "h"), "o"))
                .addOutput(ValueInfoProto.newBuilder().setName("o"));
        return node("If", "", List.of(condition), output)
                .addAttribute(Protos.graph("then_branch", yes)).addAttribute(Protos.graph("else_branch", no));
    }

    private static GraphProto.Builder twoChoices(boolean value) {
        GraphProto.Builder g = net(1, node("Cast", "", List.of("flag"), "is").addAttribute(integer("to", 9)),
                node("Not", "", List.of("is"), "not"), node("Identity", "", List.of("not"), "isNot"),
                choice("is", "a"), choice("isNot", "b"), choice("is", "c"), node("Sum", "", List.of("a", "b", "c"), "y"));
        return g.addInitializer(Protos.integers("flag", value ? 1 : 0).clearDims());
    }

    @Test
    void anIfWithAKnownConditionIsItsBranch() throws OrtException {
        for (boolean value : new boolean[] {true, false}) {
            Graph lifted = same(graph(twoChoices(value), 13));
            assertFalse(lifted.nodes().stream().anyMatch(n -> n.op().equals("If")));
            assertTrue(lifted.tensors().containsAll(List.of("a", "b", "c")));
            assertEquals(value ? "Relu" : "Add", lifted.producer("a").orElseThrow().op());
            assertEquals(new HashSet<>(lifted.tensors()).size(), lifted.tensors().size());
        }
    }

    @Test
    void anIfInsideAChosenBranchIsItsBranchToo() throws OrtException {
        GraphProto.Builder yes = GraphProto.newBuilder().setName("outer")
                .addNode(node("Constant", "", List.of(), "inside").addAttribute(Protos.tensor("value",
                        TensorProto.newBuilder().setDataType(9).addInt32Data(0))))
                .addNode(choice("inside", "o2")).addOutput(ValueInfoProto.newBuilder().setName("o2"));
        GraphProto.Builder no = GraphProto.newBuilder().setName("never").addOutput(ValueInfoProto.newBuilder().setName("never"))
                .addNode(node("Neg", "", List.of("x"), "never"));
        GraphProto.Builder g = net(1, node("If", "", List.of("flag"), "y")
                .addAttribute(Protos.graph("then_branch", yes)).addAttribute(Protos.graph("else_branch", no)));
        g.addInitializer(TensorProto.newBuilder().setName("flag").setDataType(9).addInt32Data(1));
        Graph lifted = same(graph(g, 13));
        assertEquals("Add", lifted.producer("y").orElseThrow().op());
    }

    @Test
    void branchesOfAnUnknownConditionAreLiftedInPlace() throws OrtException {
        GraphProto.Builder g = net(1, node("ReduceSum", "", List.of("x"), "sum").addAttribute(integer("keepdims", 0)),
                node("Greater", "", List.of("sum", "zero"), "c"), node("Not", "", List.of("c"), "d"),
                choice("c", "a"), choice("d", "b"), node("Sum", "", List.of("a", "b"), "y"));
        g.addInitializer(TensorData.floats("zero", new Tensor(new float[] {0})));
        Graph lifted = same(graph(g, 12));
        assertEquals(2, lifted.nodes().stream().filter(n -> n.op().equals("If")).count());
    }

    @Test
    void theBodyOfALoopIsLifted() throws OrtException {
        GraphProto.Builder body = GraphProto.newBuilder().setName("body")
                .addInput(Protos.value("i", 7)).addInput(Protos.value("go", 9)).addInput(Protos.value("v", 1, 1, 2, 4, 3))
                .addNode(node("Identity", "", List.of("go"), "on"))
                .addNode(node("ReduceMean", "", List.of("v"), "m").addAttribute(ints("axes", 1)))
                .addNode(node("Softmax", "", List.of("m"), "s").addAttribute(integer("axis", 2)))
                .addNode(node("Add", "", List.of("v", "s"), "w"))
                .addOutput(Protos.value("on", 9)).addOutput(Protos.value("w", 1, 1, 2, 4, 3));
        GraphProto.Builder g = net(1, node("Loop", "", List.of("n", "true", "x"), "y").addAttribute(Protos.graph("body", body)))
                .addInitializer(Protos.integers("n", 3).clearDims())
                .addInitializer(TensorProto.newBuilder().setName("true").setDataType(9).addInt32Data(1));
        same(graph(g, 11));
    }

    private static TensorProto halves(String name, long... dims) {
        int n = (int) java.util.Arrays.stream(dims).reduce(1, (a, b) -> a * b);
        byte[] raw = new byte[2 * n];
        // 0x3800 is 0.5
        for (int i = 0; i < n; i++) raw[2 * i + 1] = 0x38;
        return Protos.dims(TensorProto.newBuilder().setName(name).setDataType(10), dims).setRawData(ByteString.copyFrom(raw)).build();
    }

    private static GraphProto.Builder halfNet() {
        GraphProto.Builder g = net(10, node("Conv", "", List.of("x", "w"), "h"),
                node("Constant", "", List.of(), "two").addAttribute(Protos.tensor("value", halves("", 1).toBuilder())),
                node("Mul", "", List.of("h", "two"), "m"),
                node("Cast", "", List.of("m"), "f").addAttribute(integer("to", 1)),
                node("Cast", "", List.of("f"), "back").addAttribute(integer("to", 10)),
                node("ConstantOfShape", "", List.of("one"), "half").addAttribute(Protos.tensor("value", halves("", 1).toBuilder())),
                node("Add", "", List.of("back", "half"), "y"));
        return g.addInitializer(halves("w", 600, 2, 1, 1)).addInitializer(Protos.integers("one", 1));
    }

    @Test
    void halvesBecomeFloats() throws OrtException {
        Graph old = graph(halfNet(), 13);
        Graph lifted = Lift.of(old);
        Tensor x = LiftOpsetsTest.random(1, 2, 4, 3);
        Tensor before = Runs.all(old, Map.of("x", x)).get("y");
        Tensor after = Runs.all(lifted, Map.of("x", x)).get("y");
        for (int i = 0; i < after.size(); i++) assertEquals(before.data()[i], after.data()[i], 4e-3);
        assertEquals(0.25 * (x.data()[0] + x.data()[12]) + 0.5, after.data()[0], 1e-6);
        assertEquals(ElementType.FLOAT, lifted.inputs().get(0).type());
        assertEquals("Cast", lifted.producer("w").orElseThrow().op());
        assertEquals(0.5f, lifted.constant("w").orElseThrow().data()[7]);
    }

    @Test
    void brainFloatsBecomeFloats() throws OrtException {
        // 0x3f00 is 0.5 and 0x3f3f is 0.74609375
        byte[] raw = new byte[2 * 1200];
        for (int i = 0; i < raw.length; i++) raw[i] = 0x3f;
        GraphProto.Builder g = net(16, node("Conv", "", List.of("x", "w"), "h"), node("Mul", "", List.of("h", "half"), "y"))
                .addInitializer(Protos.dims(TensorProto.newBuilder().setName("w").setDataType(16), 600, 2, 1, 1)
                        .setRawData(ByteString.copyFrom(raw)))
                .addInitializer(TensorProto.newBuilder().setName("half").setDataType(16).addInt32Data(0x3f00));
        Tensor x = LiftOpsetsTest.random(1, 2, 4, 3);
        float y = Runs.all(Lift.of(graph(g, 13)), Map.of("x", x)).get("y").data()[0];
        assertEquals(0.5 * 0.74609375 * (x.data()[0] + x.data()[12]), y, 1e-6);
    }

    @Test
    void doublesBecomeFloats() throws OrtException {
        GraphProto.Builder g = net(11, node("Mul", "", List.of("x", "third"), "h"), node("Exp", "", List.of("h"), "y"));
        g.addInitializer(TensorProto.newBuilder().setName("third").setDataType(11).addDoubleData(1 / 3.0));
        g.setOutput(0, Protos.value("y", 11, 1, 2, 4, 3));
        Graph lifted = same(graph(g, 13));
        assertEquals(ElementType.FLOAT, lifted.outputs().get(0).type());
    }

    @Test
    void weightsStayInTheFileAlsoBehindACast() throws IOException, OrtException {
        GraphProto.Builder large = net(10, node("Conv", "", List.of("x", "w"), "y"))
                .addInitializer(halves("w", 300000, 2, 1, 1));
        Path file = Files.write(folder.resolve("m.onnx"), graph(large, 13).proto().toByteArray());
        Graph lifted = Lift.of(ModelFile.open(file).graph());
        Set<String> outside = new HashSet<>();
        for (TensorProto t : lifted.proto().getGraph().getInitializerList())
            if (t.getDataLocation() == TensorProto.DataLocation.EXTERNAL && t.getRawData().isEmpty()) outside.add(t.getName());
        assertEquals(Set.copyOf(lifted.producer("w").orElseThrow().inputs()), outside);
        assertTrue(lifted.bytes().length < 4000, lifted.bytes().length + " bytes");
        Tensor x = LiftOpsetsTest.random(1, 2, 4, 3);
        assertEquals(0.5 * (x.data()[0] + x.data()[12]), Runs.all(lifted, Map.of("x", x)).get("y").data()[0], 1e-6);
    }

    @Test
    void liftingTwiceGivesTheSameBytesAsOnce() {
        Graph once = Lift.of(graph(twoChoices(true), 9));
        assertArrayEquals(once.bytes(), Lift.of(graph(twoChoices(true), 9)).bytes());
        assertArrayEquals(once.bytes(), Lift.of(once).bytes());
    }
}
