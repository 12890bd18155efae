// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import io.github.explainj.problem.Problem;
import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * Counts the records of a model on the wire, before a parser allocates anything for them.
 *
 * <p>Memory does not grow with the file. Also finds where an incomplete file ends, and how deep
 * graphs lie in graphs.
 */
final class Census {

    /** Deeper nesting is not counted to its end: our own stack is finite too. */
    private static final int LEVELS_WALKED = 600;

    private final String file;
    private final ByteBuffer bytes;
    private int records;
    private int texts;
    private int nodes;
    private int functions;
    private int level;
    private int graphs;
    private int deepest;

    private Census(String file, ByteBuffer bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /** Refuses what is no model, is incomplete, or has more records than {@link Limits} allow. */
    static void check(String file, ByteBuffer bytes) {
        Kinship.requireModel(file, bytes);
        Census census = new Census(file, bytes);
        census.walk(Layout.MODEL, 0, bytes.limit());
        census.requireShallow();
    }

    private void walk(Layout message, int from, int to) {
        Wire wire = new Wire(bytes, from, to);
        boolean graph = false;
        while (wire.next()) {
            if (!message.allows(wire)) throw damaged(message, from, to, wire.start());
            Layout child = message.child(wire);
            graph |= child == Layout.GRAPH;
            if (child != null) visit(child, wire.start(), wire.stop());
            else if (wire.type() == Wire.BYTES) limit(++texts, Limits.TEXTS, "texts");
        }
        if (wire.damaged()) throw damaged(message, from, to, wire.at());
        if (wire.cut()) throw cut(message, from, wire);
        if (message == Layout.MODEL && !graph) throw noGraph();
    }

    private void visit(Layout child, int from, int to) {
        limit(++records, Limits.RECORDS, "records");
        if (child == Layout.NODE) limit(++nodes, Limits.NODES, "nodes");
        if (child == Layout.FUNCTION) limit(++functions, Limits.FUNCTIONS, "functions");
        if (level >= LEVELS_WALKED) return;
        int step = child == Layout.GRAPH ? 1 : 0;
        level++;
        graphs += step;
        deepest = Math.max(deepest, graphs - 1);
        walk(child, from, to);
        graphs -= step;
        level--;
    }

    private void limit(int found, int limit, String what) {
        if (found <= limit) return;
        throw new Problem("M27", String.format(Locale.ROOT,
                "%s has more than %,d %s, the most that are read. No image model needs so many: the file"
                + " is damaged or was made to exhaust memory. Export the model again.", file, limit, what));
    }

    /** Goes into the record that is cut, so that the sentence can name the innermost thing. */
    private Problem cut(Layout message, int from, Wire wire) {
        Layout child = wire.field() == 0 ? null : message.child(wire);
        if (child != null && wire.stop() == bytes.limit() && wire.start() < wire.stop())
            walk(child, wire.start(), wire.stop());
        String where = message == Layout.MODEL ? "before the end of its graph"
                : "inside " + named(message, from, wire.stop());
        return new Problem("M02", String.format(Locale.ROOT,
                "%s is incomplete: it has %,d bytes and ends %s. Download or copy the file again.",
                file, bytes.limit(), where));
    }

    private String named(Layout message, int from, int to) {
        String name = "";
        Wire wire = new Wire(bytes, from, to);
        while (wire.next() && name.isEmpty()) {
            boolean output = message == Layout.NODE && wire.field() == 2;
            if (wire.field() == message.nameField() || output) name = wire.text();
        }
        return message.noun() + (name.isEmpty() ? " without a name" : " \"" + name + "\"");
    }

    private Problem damaged(Layout message, int from, int to, int at) {
        return new Problem("M02", String.format(Locale.ROOT,
                "%s is damaged: at byte %,d of %,d, inside %s, there is no readable record."
                + " Download or copy the file again.",
                file, at, bytes.limit(), message == Layout.MODEL ? "the model" : named(message, from, to)));
    }

    private Problem noGraph() {
        return new Problem("M02", String.format(Locale.ROOT,
                "%s is incomplete: it has %,d bytes and no graph, only the model's heading."
                + " Download or copy the file again.", file, bytes.limit()));
    }

    private void requireShallow() {
        if (deepest <= Limits.GRAPH_DEPTH) return;
        throw new Problem("M18", String.format(Locale.ROOT,
                "%s has graphs inside graphs (If, Loop or Scan) %s deep; at most %d are read."
                + " Export the model with fewer nested conditions.",
                file, deepest < LEVELS_WALKED / 3 ? deepest : deepest + " or more", Limits.GRAPH_DEPTH));
    }
}
