// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import io.github.explainj.problem.Problem;
import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Tells a model from another ONNX message and from bytes that are no ONNX at all. */
final class Kinship {

    private static final int MODEL_IR = 1;
    private static final int MODEL_GRAPH = 7;

    private final ByteBuffer bytes;

    private Kinship(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    static void requireModel(String file, ByteBuffer bytes) {
        Kinship kin = new Kinship(bytes);
        if (kin.isModel()) return;
        if (kin.is(Layout.TENSOR, 2)) throw part(file, "tensor (a single array of numbers)");
        if (kin.is(Layout.GRAPH, 1) || kin.is(Layout.GRAPH, 12)) throw part(file, "graph without the model around it");
        throw new Problem("M05", file + " is not an ONNX model: it starts with the bytes " + kin.hex()
                + ", where a model starts with 08. Choose the .onnx file that was exported; a model in another"
                + " format has to be converted to ONNX first.");
    }

    private static Problem part(String file, String what) {
        return new Problem("M07", file + " is ONNX, but holds only a " + what
                + ", not a model. Choose the model's own file, usually model.onnx.");
    }

    /**
     * A complete one is known by its fields; one that is cut, or damaged further on, by a version
     * number in front and a known field behind it.
     */
    private boolean isModel() {
        Wire wire = new Wire(bytes, 0, bytes.limit());
        int known = 0;
        boolean version = false;
        while (wire.next() && Layout.MODEL.allows(wire)) {
            if (!Layout.MODEL.knows(wire.field()) && wire.field() > 64) return false;
            version |= wire.field() == MODEL_IR && known == 0;
            if (wire.field() == MODEL_GRAPH) return true;
            known++;
        }
        boolean whole = !wire.cut() && !wire.damaged() && Layout.MODEL.allows(wire);
        boolean cutGraph = wire.cut() && wire.field() == MODEL_GRAPH && wire.start() < wire.stop();
        return version && (whole || wire.cut()) || cutGraph && startsAsGraph(wire.start());
    }

    private boolean startsAsGraph(int from) {
        Wire wire = new Wire(bytes, from, bytes.limit());
        return (wire.next() || wire.cut()) && Layout.GRAPH.knows(wire.field()) && Layout.GRAPH.allows(wire);
    }

    /** Returns whether all of the file is this message and a field occurs that it always has. */
    private boolean is(Layout message, int always) {
        Wire wire = new Wire(bytes, 0, bytes.limit());
        boolean found = false;
        while (wire.next()) {
            if (!message.knows(wire.field()) || !message.allows(wire)) return false;
            found |= wire.field() == always;
        }
        return found && !wire.cut() && !wire.damaged();
    }

    private String hex() {
        byte[] head = new byte[Math.min(8, bytes.limit())];
        bytes.get(0, head);
        return HexFormat.ofDelimiter(" ").withUpperCase().formatHex(head);
    }
}
