// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import java.util.List;
import java.util.stream.LongStream;

/** Attributes that are gone or have another default, and early operators of ONNX Runtime. */
final class OtherRewrites {

    private OtherRewrites() {}

    /** Running statistics are outputs of training only. */
    static void batchNormalization(OldNode n) {
        if (n.opset() < 9 && n.node().integer("spatial", 1) == 0) perElement(n);
        else n.last("BatchNormalization", n.attributes("spatial", "is_test", "consumed_inputs"), 1, n.inputs());
    }

    /** Scale, shift and statistics per element and not per channel: {@code [C, spatial...]}. */
    private static void perElement(OldNode n) {
        String deviation = n.first("Sqrt", n.first("Add", n.input(4), n.number(n.node().number("epsilon", 1e-5f))));
        String normal = n.first("Div", n.first("Sub", n.input(0), n.input(3)), deviation);
        n.last("Add", Attributes.NONE, 1, n.first("Mul", normal, n.input(1)), n.input(2));
    }

    /** Opset 16 moved the regions by half a pixel by default. */
    static void roiAlign(OldNode n) {
        n.same(n.attributes().with("coordinate_transformation_mode", "output_half_pixel"), n.inputs());
    }

    /** {@code y = scale * x + bias}, one bias per channel of {@code [N, C, H, W]}. */
    static void imageScaler(OldNode n) {
        List<Float> bias = n.node().find("bias").map(a -> a.getFloatsList()).orElse(List.of());
        String scaled = n.first("Mul", n.input(0), n.number(n.node().number("scale", 1)));
        if (bias.isEmpty()) n.last("Identity", scaled);
        else n.last("Add", scaled, n.numbers(bias, 1, 1));
    }

    /** {@code y = alpha * x + beta}. */
    static void affine(OldNode n) {
        n.last("Add", n.first("Mul", n.input(0), alpha(n, 1)), beta(n, 0));
    }

    /** {@code y = alpha * tanh(beta * x)}. */
    static void scaledTanh(OldNode n) {
        n.last("Mul", n.first("Tanh", n.first("Mul", n.input(0), beta(n, 1))), alpha(n, 1));
    }

    /** {@code y = alpha * ln(1 + exp(beta * x))}. */
    static void parametricSoftplus(OldNode n) {
        n.last("Mul", n.first("Softplus", n.first("Mul", n.input(0), beta(n, 1))), alpha(n, 1));
    }

    private static String alpha(OldNode n, float otherwise) {
        return n.number(n.node().number("alpha", otherwise));
    }

    private static String beta(OldNode n, float otherwise) {
        return n.number(n.node().number("beta", otherwise));
    }

    /** The border is left, top, right, bottom; scale is a size that counts from the top left instead. */
    static void crop(OldNode n) {
        long[] border = n.node().integers("border").stream().mapToLong(Long::longValue).toArray();
        List<Long> size = n.node().integers("scale");
        long[] starts = {border[1], border[0]};
        long[] ends = LongStream.of(border[3], border[2]).map(b -> b == 0 ? Long.MAX_VALUE : -b).toArray();
        if (size.size() == 2) ends = new long[] {starts[0] + size.get(0), starts[1] + size.get(1)};
        n.last("Slice", n.input(0), n.integers(starts), n.integers(ends), n.integers(2, 3));
    }
}
