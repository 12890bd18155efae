// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import com.google.auto.service.AutoService;
import java.util.Map;

/** Products of matrices and of tensors. */
@AutoService(RuleFamily.class)
public final class ProductRules implements RuleFamily {

    @Override
    public Map<String, GradientRule> rules() {
        return Map.of("Gemm", new GemmRule(), "MatMul", new MatMulRule(), "Einsum", new EinsumRule());
    }
}
