// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;

/** Rewrites every reference to data in other files, so that none is left that a user wrote. */
final class CheckedReferences {

    private final ExternalData external;

    CheckedReferences(ExternalData external) {
        this.external = external;
    }

    OnnxMl.ModelProto of(OnnxMl.ModelProto model) {
        OnnxMl.ModelProto.Builder b = model.toBuilder();
        b.setGraph(of(model.getGraph()));
        for (OnnxMl.FunctionProto.Builder f : b.getFunctionsBuilderList())
            for (OnnxMl.NodeProto.Builder n : f.getNodeBuilderList()) rewrite(n);
        return b.build();
    }

    private OnnxMl.GraphProto of(OnnxMl.GraphProto graph) {
        OnnxMl.GraphProto.Builder g = graph.toBuilder();
        for (int i = 0; i < g.getInitializerCount(); i++) g.setInitializer(i, external.rewritten(g.getInitializer(i)));
        for (int i = 0; i < g.getNodeCount(); i++)
            if (g.getNode(i).getAttributeList().stream().anyMatch(CheckedReferences::holdsArrays))
                rewrite(g.getNodeBuilder(i));
        return g.build();
    }

    private static boolean holdsArrays(OnnxMl.AttributeProto a) {
        return a.hasT() || a.hasG() || a.getTensorsCount() + a.getGraphsCount() > 0;
    }

    private void rewrite(OnnxMl.NodeProto.Builder node) {
        for (OnnxMl.AttributeProto.Builder a : node.getAttributeBuilderList()) {
            if (a.hasT()) a.setT(external.rewritten(a.getT()));
            for (int i = 0; i < a.getTensorsCount(); i++) a.setTensors(i, external.rewritten(a.getTensors(i)));
            if (a.hasG()) a.setG(of(a.getG()));
            for (int i = 0; i < a.getGraphsCount(); i++) a.setGraphs(i, of(a.getGraphs(i)));
        }
    }
}
