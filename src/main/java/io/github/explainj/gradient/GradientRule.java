// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Value;
import java.util.List;

/**
 * One operator's vector-Jacobian product, written as ONNX operators: it reads as the formula, {@code
 * s -> dx(s.dy().times(s.y()))} for Exp.
 */
@FunctionalInterface
public interface GradientRule {

    /**
     * Appends the operators that turn the gradients of a node's outputs into those of its inputs.
     *
     * @return one entry per input, in the input's own shape, null where no gradient flows or none is
     *     wanted ({@link Step#wants}); inputs behind the last entry get none
     */
    List<Value> apply(Step s);
}
