// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.List;
import java.util.Locale;

/**
 * Refuses loops that certainly run more often than {@link Limits#LOOP_TRIPS} (M21): the number of
 * rounds is written in the file and the condition never changes. Exporters write 2^63 - 1 for
 * "while", so a large number alone is fine; such loops have the time limit of a run.
 */
final class Loops {

    private Loops() {}

    static void check(Candidate candidate) {
        for (Scope scope : candidate.scopes())
            for (OnnxMl.NodeProto n : scope.nodes())
                if (n.getOpType().equals("Loop") && Operators.domain(n.getDomain()).equals(Operators.STANDARD))
                    check(candidate, scope, n);
    }

    private static void check(Candidate candidate, Scope scope, OnnxMl.NodeProto loop) {
        long rounds = scope.integers(loop, 0).filter(v -> v.length == 1).map(v -> v[0]).orElse(0L);
        boolean unlimited = loop.getInputCount() == 0 || loop.getInput(0).isEmpty();
        if (rounds <= Limits.LOOP_TRIPS && !unlimited || !endless(loop, scope)) return;
        throw candidate.problem("M21", String.format(Locale.ROOT,
                "runs too long: the node %s%s repeats %s times, and no condition ends it earlier; the limit is %,d."
                + " Such a loop never ends in practice: export the model again.",
                Scope.named(loop), scope.where(), unlimited ? "endlessly many" : String.format(Locale.ROOT, "%,d", rounds),
                Limits.LOOP_TRIPS));
    }

    /** Returns whether the condition that the body gives out is always true. */
    private static boolean endless(OnnxMl.NodeProto loop, Scope scope) {
        List<OnnxMl.GraphProto> bodies = Scope.graphs(loop);
        if (bodies.isEmpty() || bodies.get(0).getOutputCount() == 0) return false;
        OnnxMl.GraphProto body = bodies.get(0);
        String condition = source(body.getOutput(0).getName(), body);
        boolean passedOn = body.getInputCount() > 1 && condition.equals(body.getInput(1).getName());
        if (passedOn) return loop.getInputCount() < 2 || loop.getInput(1).isEmpty() || isTrue(scope, loop.getInput(1));
        return body.getInitializerList().stream().anyMatch(t -> t.getName().equals(condition) && isTrue(t))
                || body.getNodeList().stream().filter(n -> n.getOutputList().contains(condition))
                        .anyMatch(n -> ConstantNode.value(n).map(Loops::isTrue).orElse(false))
                || isTrue(scope, condition);
    }

    private static String source(String name, OnnxMl.GraphProto body) {
        for (int step = 0; step < 10; step++)
            for (OnnxMl.NodeProto n : body.getNodeList())
                if (n.getOpType().matches("Identity|Cast") && n.getInputCount() == 1 && n.getOutputList().contains(name))
                    name = n.getInput(0);
        return name;
    }

    private static boolean isTrue(Scope scope, String name) {
        return scope.constant(name).map(Loops::isTrue).orElse(false);
    }

    private static boolean isTrue(OnnxMl.TensorProto t) {
        return TensorData.floats(t).map(v -> v.size() == 1 && v.data()[0] != 0).orElse(false);
    }
}
