// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import static io.github.explainj.onnx.Protos.good;
import static io.github.explainj.onnx.Protos.graph;
import static io.github.explainj.onnx.Protos.integer;
import static io.github.explainj.onnx.Protos.ints;
import static io.github.explainj.onnx.Protos.model;
import static io.github.explainj.onnx.Protos.node;

import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Models that have to be refused, made when the test runs. */
final class BadModels {

    private BadModels() {}

    /**
     * One bad file.
     *
     * @param code expected
     * @param what for the test's title
     * @param bytes of the file
     * @param content texts that the sentence has to contain
     */
    record Bad(String code, String what, byte[] bytes, List<String> content) {

        @Override
        public String toString() {
            return code + " " + what;
        }
    }

    static Stream<Bad> all() {
        return Stream.of(files(), formats(), versions(), operators(), functions(), memory(), weights(), names(),
                ports()).flatMap(s -> s);
    }

    private static Bad bad(String code, String what, byte[] bytes, String... content) {
        return new Bad(code, what, bytes, List.of(content));
    }

    private static Bad bad(String code, String what, ModelProto.Builder model, String... content) {
        return bad(code, what, model.build().toByteArray(), content);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static Stream<Bad> files() {
        byte[] whole = good().build().toByteArray();
        byte[] random = new byte[5000];
        new Random(1).nextBytes(random);
        String latin = new String(whole, StandardCharsets.ISO_8859_1);
        return Stream.of(
                bad("M01", "empty", new byte[0], "empty", "0 bytes", "again"),
                bad("M02", "half", Arrays.copyOf(whole, whole.length / 2), "incomplete", whole.length / 2 + " bytes", "inside"),
                bad("M02", "cut in a tensor", Arrays.copyOf(whole, latin.indexOf("\1wJ") + 10), "incomplete", "inside tensor \"w\"", "Download"),
                bad("M02", "cut in a node", Arrays.copyOf(whole, latin.indexOf("Conv") + 2), "incomplete",
                        "inside node \"y\"", "again"),
                bad("M02", "only the version", Arrays.copyOf(whole, 2), "2 bytes", "no graph"),
                bad("M02", "only the heading", Arrays.copyOf(whole, 8), "8 bytes", "no graph"),
                bad("M05", "random bytes", random, "not an ONNX model", "73 D5 1A BB"),
                bad("M05", "zeros", new byte[100], "not an ONNX model", "00 00 00"),
                bad("M07", "a tensor", Protos.floats("w", 2, 2).build().toByteArray(), "tensor", "not a model"),
                bad("M07", "a graph", good().getGraph().toByteArray(), "graph", "not a model"),
                bad("M27", "a million empty nodes", WireBytes.emptyNodes(1_000_000), "200,000 nodes"));
    }

    private static Stream<Bad> formats() {
        return Stream.of(
                bad("M03", "web page", text("<!DOCTYPE html>\n<html><body>404</body></html>"), "web page", "<!DOCTYPE html",
                        "'Raw'"),
                bad("M04", "Git-LFS", text("version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 98765432\n"),
                        "Git-LFS pointer", "98765432", "git lfs pull"),
                bad("M06", "PyTorch", text("PK\3\4\24\0\0\0model/data.pkl..."), "PyTorch", "torch.onnx.export"),
                bad("M06", "old PyTorch", text("\u0080\2\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\31."), "PyTorch", "torch.onnx.export"),
                bad("M06", "TensorFlow Lite", text("\34\0\0\0TFL3\24\0"), "TensorFlow Lite", "tf2onnx"),
                bad("M06", "Keras", text("\u0089HDF\r\n\u001a\n\0\0"), "HDF5", "Keras", "tf2onnx"),
                bad("M06", "safetensors", text("\30\1\0\0\0\0\0\0{\"__metadata__\":{}}"), "safetensors", "export"),
                bad("M06", "ort", text("\20\0\0\0ORTM\0\0"), ".ort", ".onnx file"),
                bad("M06", "ONNX text", text("<\n  ir_version: 8,\n  opset_import: [\"\" : 17]\n>"), "text", "onnx.save"),
                bad("M06", "ONNX JSON", text("{\"irVersion\": \"8\"}"), "JSON", "onnx.save"));
    }

    private static Stream<Bad> versions() {
        return Stream.of(
                bad("M08", "no opset", good().clearOpsetImport(), "opset", "export"),
                bad("M09", "opset 999", opset(999), "999", "up to 26"),
                bad("M09", "opset 6", opset(6), "opset 6", "7 to 26", "version_converter"),
                bad("M10", "IR 999", good().setIrVersion(999), "999", "up to " + Limits.MAX_IR, "Update"));
    }

    private static ModelProto.Builder opset(int version) {
        return good().clearOpsetImport().addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(version));
    }

    private static Stream<Bad> operators() {
        NodeProto.Builder foo = node("Foo", "foo", List.of("x"), "y").setDomain("evil.corp");
        return Stream.of(
                bad("M11", "unknown operator", model(node("Convolute", "c1", List.of("x"), "y")), "Convolute", "c1", "17"),
                bad("M11", "operator of a later opset", model(node("Gelu", "g", List.of("x"), "y")), "Gelu", "20", "17"),
                bad("M12", "custom domain", model(foo), "evil.corp", "Foo", "never loaded"),
                bad("M12", "custom domain in a branch", model(branch("if", foo)), "evil.corp", "If \"if\""),
                bad("M14", "cycle", model(node("Add", "a", List.of("x", "t"), "s"), node("Relu", "r", List.of("s"), "t"),
                        node("Relu", "o", List.of("t"), "y")), "cycle", "Add \"a\"", "Relu \"r\""),
                bad("M30", "stride 0", conv(ints("strides", 0, 1)), "conv", "strides", "[0, 1]", "1 or more"),
                bad("M30", "group 0", conv(integer("group", 0)), "conv", "group", "0"),
                bad("M30", "kernel 0", conv(ints("kernel_shape", 3, 0)), "conv", "kernel_shape", "[3, 0]"),
                bad("M30", "huge pads", conv(ints("pads", 1L << 62, 0, 0, 0)), "conv", "pads", "4611686018427387904"),
                bad("M30", "concat axis", model(node("Concat", "cat", List.of("x", "x"), "y").addAttribute(integer("axis", 99))),
                        "cat", "axis", "99"));
    }

    private static ModelProto.Builder conv(ai.onnx.proto.OnnxMl.AttributeProto.Builder attribute) {
        ModelProto.Builder m = good();
        m.getGraphBuilder().getNodeBuilder(0).addAttribute(attribute);
        return m;
    }

    /** An If whose branches hold one node each; reads x as its condition, which only ORT would mind. */
    static NodeProto.Builder branch(String name, NodeProto.Builder inner) {
        GraphProto.Builder g = GraphProto.newBuilder().setName("branch").addNode(inner)
                .addOutput(ValueInfoProto.newBuilder().setName(inner.getOutput(0)));
        return node("If", name, List.of("x"), "out_" + name)
                .addAttribute(graph("then_branch", g)).addAttribute(graph("else_branch", g));
    }

    /** If in If in If...; all in the then branch. */
    static ModelProto.Builder nested(int depth) {
        NodeProto.Builder inner = node("Relu", "relu", List.of("x"), "y");
        for (int i = 0; i < depth; i++) {
            GraphProto.Builder g = GraphProto.newBuilder().setName("g").addNode(inner)
                    .addOutput(ValueInfoProto.newBuilder().setName(inner.getOutput(0)));
            inner = node("If", "if" + i, List.of("x"), "y" + i).addAttribute(graph("then_branch", g));
        }
        return model(inner);
    }

    private static Stream<Bad> functions() {
        NodeProto.Builder toB = call("B");
        return Stream.of(
                bad("M15", "calls itself", calling(function("A", call("A"))), "A \u2192 A"),
                bad("M15", "call each other", calling(function("A", toB), function("B", call("A"))), "A \u2192 B \u2192 A"),
                bad("M15", "calls itself through If", calling(function("A", branch("if", call("A")))), "A \u2192 A"),
                bad("M16", "500 deep", calling(chain(500, 1)), "500 deep", "100"),
                bad("M17", "doubled 18 times", calling(chain(18, 2)), "expand", "100,000"),
                bad("M18", "If in If, 33", nested(33), "33", "32"),
                bad("M18", "If in If, 2000", WireBytes.nested(2000), "deep", "32"));
    }

    private static NodeProto.Builder call(String function) {
        return node(function, "call" + function, List.of("x"), "y").setDomain("local");
    }

    private static FunctionProto function(String name, NodeProto.Builder... nodes) {
        FunctionProto.Builder f = FunctionProto.newBuilder().setName(name).setDomain("local").addInput("x").addOutput("y")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17));
        for (int i = 0; i < nodes.length; i++)
            f.addNode(nodes[i].clone().setOutput(0, i == 0 ? nodes[i].getOutput(0).startsWith("out") ? "out_if" : "y" : "y" + i));
        return nodes[0].getOutput(0).startsWith("out") ? f.setOutput(0, "out_if").build() : f.build();
    }

    private static ModelProto.Builder calling(FunctionProto... functions) {
        return model(call("A")).addAllFunctions(Arrays.asList(functions))
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("local").setVersion(1));
    }

    /** A calls F1 so many times, F1 calls F2... */
    private static FunctionProto[] chain(int length, int times) {
        return IntStream.range(0, length).mapToObj(i -> {
            NodeProto.Builder next = i == length - 1 ? node("Relu", "r", List.of("x"), "y") : call("F" + (i + 1));
            return function(i == 0 ? "A" : "F" + i, IntStream.range(0, times).mapToObj(t -> next)
                    .toArray(NodeProto.Builder[]::new));
        }).toArray(FunctionProto[]::new);
    }

    private static Stream<Bad> memory() {
        return Stream.of(
                bad("M19", "ConstantOfShape 3e9", constantOfShape(3, 1_000_000_000), "\"fill\"", "3,000,000,000", "GB", "available"),
                bad("M19", "ConstantOfShape 1.76e13", constantOfShape(4_194_304, 4_194_304), "\"fill\"", "17,592,186,044,416", "GB"),
                bad("M20", "Resize to 1e6 x 1e6", resize(), "\"big\"", "1,000,000,000,000", "GB", "available"),
                bad("M20", "Tile to 1e6 x 1e6", tile(), "\"big\"", "64,000,000,000,000", "GB"),
                bad("M21", "endless loop", loop(Long.MAX_VALUE), "\"loop\"", "9,223,372,036,854,775,807", "1,000,000"));
    }

    static ModelProto.Builder constantOfShape(long... shape) {
        ModelProto.Builder m = model(node("ConstantOfShape", "fill", List.of("shape"), "y"));
        m.getGraphBuilder().addInitializer(Protos.integers("shape", shape));
        return m;
    }

    private static ModelProto.Builder resize() {
        ModelProto.Builder m = model(node("Resize", "big", List.of("x", "", "", "sizes"), "y"));
        m.getGraphBuilder().addInitializer(Protos.integers("sizes", 1, 1, 1_000_000, 1_000_000));
        return m;
    }

    private static ModelProto.Builder tile() {
        NodeProto.Builder repeats = node("Constant", "c", List.of(), "r")
                .addAttribute(Protos.tensor("value", Protos.integers("", 1, 1, 1_000_000, 1_000_000)));
        return model(repeats, node("Tile", "big", List.of("x", "r"), "y"));
    }

    /** A loop with a constant number of rounds whose condition is handed on unchanged. */
    static ModelProto.Builder loop(long rounds) {
        GraphProto.Builder body = GraphProto.newBuilder().setName("body")
                .addInput(Protos.value("i", 7)).addInput(Protos.value("go", 9)).addInput(Protos.value("v", 1, 1))
                .addNode(node("Identity", "", List.of("go"), "go_on")).addNode(node("Relu", "", List.of("v"), "w"))
                .addOutput(Protos.value("go_on", 9)).addOutput(Protos.value("w", 1, 1));
        ModelProto.Builder m = model(node("Loop", "loop", List.of("n", "", "x"), "y").addAttribute(graph("body", body)));
        m.getGraphBuilder().addInitializer(Protos.integers("n", rounds));
        return m;
    }

    private static Stream<Bad> weights() {
        TensorProto.Builder w = TensorProto.newBuilder().setName("w").setDataType(1);
        return Stream.of(
                bad("M22", "negative size", weight(Protos.dims(w.clone(), 1, -1, 3, 3)), "\"w\"", "[1, -1, 3, 3]"),
                bad("M23", "overflow", weight(Protos.dims(w.clone(), 1L << 40, 1L << 40)), "\"w\"", "overflows"),
                bad("M23", "more than an array", weight(Protos.dims(w.clone(), 1L << 20, 1L << 20)), "\"w\"", "1,099,511,627,776"),
                bad("M24", "5 bytes", weight(Protos.dims(w.clone(), 8, 8).setRawData(ByteString.copyFrom(new byte[5]))),
                        "\"w\"", "5 bytes", "256 bytes"),
                bad("M24", "5 bytes in an attribute", model(node("Constant", "c", List.of(), "y").addAttribute(Protos.tensor("value",
                        Protos.dims(w.clone(), 8, 8).setRawData(ByteString.copyFrom(new byte[5]))))), "\"c\"", "5 bytes"),
                bad("M24", "no data", weight(Protos.dims(w.clone(), 8)), "0 values", "8 values"),
                bad("M25", "type 77", weight(Protos.dims(w.clone().setDataType(77), 1)), "77", "\"w\""),
                bad("M25", "type 23, a 4-bit float", weight(Protos.dims(w.clone().setDataType(23), 1)), "23", "\"w\""),
                bad("M26", "sparse index", sparse(Protos.integers("", 4, 99)), "\"w\"", "99", "0 to 8"),
                bad("M26", "sparse outside", sparse(Protos.external("", "location", "a.bin").setDataType(7)), "\"w\"",
                        "not supported"));
    }

    private static ModelProto.Builder weight(TensorProto.Builder w) {
        ModelProto.Builder m = good();
        m.getGraphBuilder().setInitializer(0, w);
        return m;
    }

    private static ModelProto.Builder sparse(TensorProto.Builder indices) {
        ModelProto.Builder m = good();
        m.getGraphBuilder().clearInitializer().addSparseInitializer(SparseTensorProto.newBuilder()
                .setValues(Protos.floats("w", 2)).setIndices(indices).addDims(3).addDims(3));
        return m;
    }

    private static Stream<Bad> names() {
        ModelProto.Builder twice = good();
        twice.getGraphBuilder().addInitializer(Protos.floats("w", 1));
        ModelProto.Builder output = good();
        output.getGraphBuilder().addOutput(Protos.value("z", 1));
        return Stream.of(
                bad("M28", "undefined", model(node("Relu", "r", List.of("ghost"), "y")), "\"ghost\"", "Relu \"r\""),
                bad("M28", "undefined in a branch", model(branch("if", node("Relu", "r", List.of("ghost"), "y"))), "\"ghost\""),
                bad("M28", "made twice", model(node("Relu", "a", List.of("x"), "y"), node("Relu", "b", List.of("x"), "y")),
                        "\"y\"", "Relu \"b\""),
                bad("M28", "initialiser twice", twice, "\"w\"", "initialiser"),
                bad("M28", "output of nobody", output, "\"z\"", "gives out"));
    }

    private static Stream<Bad> ports() {
        return Stream.of(
                bad("M29", "input without type", input(ValueInfoProto.newBuilder().setName("x").build()), "\"x\"", "no type"),
                bad("M32", "text input", input(Protos.value("x", 8, 1)), "\"x\"", "string", "32-bit float"),
                bad("M32", "complex input", input(Protos.value("x", 14, 1)), "complex64"),
                bad("M32", "float8 input", input(Protos.value("x", 17, 1)), "float8e4m3fn"),
                bad("M32", "int4 input", input(Protos.value("x", 22, 1)), "int4"));
    }

    private static ModelProto.Builder input(ValueInfoProto x) {
        ModelProto.Builder m = good();
        m.getGraphBuilder().setInput(0, x);
        return m;
    }
}
