// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The operators whose definition changed up to opset {@value Lift#OPSET}, and how the old forms are
 * said now. Source: the operator changelog of ONNX.
 */
final class OpsetRewrites {

    /** Writes a node in the new form. */
    interface Rewrite {

        void apply(OldNode node);
    }

    /**
     * A rewrite of what is older than a version.
     *
     * @param before the operator set with the new form
     */
    private record Rule(int before, Rewrite rewrite) {}

    private static final Map<String, Rule> TABLE = new HashMap<>();

    static {
        add(13, InputRewrites::axes, "Squeeze", "Unsqueeze", "ReduceSum");
        add(18, InputRewrites::axes, "ReduceMax", "ReduceMin", "ReduceMean", "ReduceProd", "ReduceL1", "ReduceL2",
                "ReduceLogSum", "ReduceLogSumExp", "ReduceSumSquare");
        add(18, InputRewrites::split, "Split");
        add(11, InputRewrites::pad, "Pad");
        add(10, InputRewrites::slice, "Slice");
        add(11, InputRewrites::clip, "Clip");
        add(12, InputRewrites::dropout, "Dropout");
        add(10, InputRewrites::topK, "TopK");
        add(Integer.MAX_VALUE, ResizeRewrites::upsample, "Upsample");
        add(Integer.MAX_VALUE, ResizeRewrites::resize, "Resize");
        add(13, SoftmaxRewrites::flattened, "Softmax", "LogSoftmax", "Hardmax");
        add(14, OtherRewrites::batchNormalization, "BatchNormalization");
        add(16, OtherRewrites::roiAlign, "RoiAlign");
        add(Integer.MAX_VALUE, n -> n.last("ScatterElements", n.attributes(), n.inputs()), "Scatter");
        add(Integer.MAX_VALUE, OtherRewrites::imageScaler, "ImageScaler");
        add(Integer.MAX_VALUE, OtherRewrites::affine, "Affine");
        add(Integer.MAX_VALUE, OtherRewrites::scaledTanh, "ScaledTanh");
        add(Integer.MAX_VALUE, OtherRewrites::parametricSoftplus, "ParametricSoftplus");
        add(Integer.MAX_VALUE, OtherRewrites::crop, "Crop");
    }

    private OpsetRewrites() {}

    private static void add(int before, Rewrite rewrite, String... operators) {
        for (String op : operators) TABLE.put(op, new Rule(before, rewrite));
    }

    /** Returns the nodes that come in place of a node; often itself. */
    static List<OnnxMl.NodeProto> of(OldNode node) {
        Rule rule = TABLE.get(node.op());
        String domain = node.node().domain();
        if (domain.equals("com.microsoft")) MicrosoftRewrites.apply(node);
        else if (domain.isEmpty() && rule != null && node.opset() < rule.before) rule.rewrite.apply(node);
        else node.keep();
        return node.replacement();
    }
}
