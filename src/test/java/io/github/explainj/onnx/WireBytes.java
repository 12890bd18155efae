// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.ByteString;
import java.util.List;

/** Models written byte by byte, because the library would not or only slowly. */
final class WireBytes {

    private WireBytes() {}

    /** A model whose graph is so many nodes of zero bytes: two bytes each. */
    static byte[] emptyNodes(int count) {
        byte[] heading = ModelProto.newBuilder().setIrVersion(8).build().toByteArray();
        byte[] nodes = new byte[2 * count];
        for (int i = 0; i < count; i++) nodes[2 * i] = 0x0a;
        ByteString graph = ByteString.copyFrom(new byte[] {0x3a}).concat(varint(nodes.length)).concat(ByteString.copyFrom(nodes));
        return ByteString.copyFrom(heading).concat(graph).toByteArray();
    }

    /** As {@link BadModels#nested}, written by hand because the library's own depth is limited. */
    static byte[] nested(int depth) {
        ByteString node = Protos.node("Relu", "relu", List.of("x"), "y").build().toByteString();
        for (int i = 0; i < depth; i++) {
            ByteString graph = field(0x0a, node);
            ByteString attribute = field(0x0a, ByteString.copyFromUtf8("then_branch")).concat(field(0x32, graph));
            node = field(0x22, ByteString.copyFromUtf8("If")).concat(field(0x2a, attribute));
        }
        return ByteString.copyFrom(new byte[] {8, 8}).concat(field(0x3a, field(0x0a, node))).toByteArray();
    }

    private static ByteString field(int tag, ByteString value) {
        return ByteString.copyFrom(new byte[] {(byte) tag}).concat(varint(value.size())).concat(value);
    }

    private static ByteString varint(int value) {
        ByteString.Output out = ByteString.newOutput();
        for (; value > 0x7f; value >>>= 7) out.write(value & 0x7f | 0x80);
        out.write(value);
        return out.toByteString();
    }
}
