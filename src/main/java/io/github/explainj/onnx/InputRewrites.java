// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

/** What older operator sets wrote as attributes and newer ones read as inputs. */
final class InputRewrites {

    private InputRewrites() {}

    /** Squeeze, Unsqueeze and the Reduce operators: no axes means all of them, then as now. */
    static void axes(OldNode n) {
        if (n.node().has("axes")) n.same(n.attributes("axes"), n.input(0), n.integers("axes"));
        else n.keep();
    }

    /** Without sizes the parts are equal; opset 18 wants to be told how many. */
    static void split(OldNode n) {
        if (n.node().has("split")) n.same(n.attributes("split"), n.input(0), n.integers("split"));
        else if (!n.input(1).isEmpty()) n.keep();
        else n.same(n.attributes().with("num_outputs", n.node().outputs().size()), n.input(0));
    }

    static void pad(OldNode n) {
        n.same(n.attributes("pads", "value"), n.input(0), n.integers("pads"), n.number(n.node().number("value", 0)));
    }

    static void slice(OldNode n) {
        String axes = n.node().has("axes") ? n.integers("axes") : "";
        n.same(n.attributes("starts", "ends", "axes"), n.input(0), n.integers("starts"), n.integers("ends"), axes);
    }

    static void clip(OldNode n) {
        n.same(n.attributes("min", "max", "consumed_inputs"), n.input(0), limit(n, "min"), limit(n, "max"));
    }

    private static String limit(OldNode n, String name) {
        return n.node().has(name) ? n.number(n.node().number(name, 0)) : "";
    }

    /**
     * Nothing is dropped when a model is run, so the share does not matter; is_test and the like are
     * gone. The mask was all false then, up to opset 9 in the type of the data; now it is all true.
     */
    static void dropout(OldNode n) {
        n.last("Dropout", Attributes.NONE, 1, n.input(0));
        if (!n.gives(1)) return;
        if (n.opset() < 10) n.also(1, "CastLike", n.first("Less", n.input(0), n.input(0)), n.input(0));
        else n.also(1, "Less", n.input(0), n.input(0));
    }

    static void topK(OldNode n) {
        if (!n.node().has("k")) n.keep();
        else n.same(n.attributes("k"), n.input(0), n.integers(n.node().integer("k", 1)));
    }
}
