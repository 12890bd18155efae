// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import java.util.Set;

/**
 * The operators through which no gradient flows, as data: they compare, choose, count, round, look at
 * shapes or make something from nothing. Their derivative is zero wherever it exists.
 */
final class NoGradient {

    static final Set<String> OPERATORS = Set.of(
            // shapes and constants
            "Shape", "Size", "Constant", "ConstantOfShape", "EyeLike", "Range", "OneHot",
            // comparisons and logic
            "Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual", "And", "Or", "Xor", "Not", "IsNaN", "IsInf",
            "BitShift", "BitwiseAnd", "BitwiseOr", "BitwiseXor", "BitwiseNot",
            // choices
            "ArgMax", "ArgMin", "NonZero", "NonMaxSuppression", "Unique", "Hardmax",
            // steps
            "Floor", "Ceil", "Round", "Sign",
            // chance
            "RandomNormal", "RandomNormalLike", "RandomUniform", "RandomUniformLike", "Multinomial", "Bernoulli");

    private NoGradient() {}

    static boolean of(io.github.explainj.onnx.Node node) {
        return node.domain().isEmpty() && OPERATORS.contains(node.op());
    }
}
