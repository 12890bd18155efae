// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the multiply-adds of convolutions and of products of matrices: one for each weight that is applied
 * at each place, windows that reach over the border in full. Adding a bias is not counted, nor is anything
 * that other operators do.
 */
final class MultiplyAdds {

    private static final long UNKNOWN = -1;

    private final Node node;
    private final Shapes shapes;

    MultiplyAdds(Node node, Shapes shapes) {
        this.node = node;
        this.shapes = shapes;
    }

    /** Returns the number; 0 for operators that are not counted, -1 when a size is not known. */
    long count() {
        return switch (node.op()) {
            case "Conv", "FusedConv", "NhwcFusedConv", "ConvInteger" -> convolution(1);
            case "QLinearConv" -> convolution(3);
            case "ConvTranspose" -> product(sizes(0), elements(sizes(1), 1));
            case "Gemm", "FusedGemm", "MatMul", "FusedMatMul", "MatMulInteger", "QLinearMatMul" ->
                    product(made(), summed(node.integer("transA", 0) == 0 ? 1 : 2));
            case "Einsum" -> einsum();
            case "RNN", "GRU", "LSTM" -> recurrent();
            default -> 0;
        };
    }

    private List<Long> sizes(int input) {
        return input < node.inputs().size() ? shapes.of(node.inputs().get(input)) : List.of();
    }

    private List<Long> made() {
        return shapes.of(node.outputs().get(0));
    }

    /** An element of the output takes the weights of one filter: input channels of its group times the window. */
    private long convolution(int weights) {
        return product(made(), elements(sizes(weights), 1));
    }

    /** Returns the length of the axis that a product of matrices sums over, counted from the end. */
    private long summed(int fromEnd) {
        List<Long> a = sizes(0);
        return a.isEmpty() ? UNKNOWN : a.get(Math.max(0, a.size() - fromEnd));
    }

    private static long product(List<Long> shape, long each) {
        long places = elements(shape, 0);
        return places < 0 || each < 0 || shape.isEmpty() ? UNKNOWN : places * each;
    }

    private static long elements(List<Long> shape, int from) {
        if (shape.size() < from || shape.contains(-1L)) return UNKNOWN;
        return shape.subList(from, shape.size()).stream().reduce(1L, (a, b) -> a * b);
    }

    /** All labels together: each combination is one product; more than two factors take one more each. */
    private long einsum() {
        String[] operands = node.text("equation", "").replace(" ", "").split("->")[0].split(",");
        Map<Character, Long> sizes = new HashMap<>();
        for (int i = 0; i < operands.length; i++) {
            List<Long> shape = sizes(i);
            if (shape.size() != operands[i].length() || operands[i].contains(".")) return UNKNOWN;
            for (int a = 0; a < shape.size(); a++) sizes.merge(operands[i].charAt(a), shape.get(a), Math::max);
        }
        return product(List.copyOf(sizes.values()), operands.length - 1L);
    }

    /** Every step applies the weights of its input and of its state once. */
    private long recurrent() {
        List<Long> x = sizes(0);
        long weights = elements(sizes(1), 0);
        long state = elements(sizes(2), 0);
        return x.size() < 2 || weights < 0 || state < 0 ? UNKNOWN : product(x.subList(0, 2), weights + state);
    }
}
