// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Value;
import java.util.List;

/** ConvTranspose: the way back is the convolution whose transpose it is. */
final class ConvTransposeRule implements GradientRule {

    @Override
    public List<Value> apply(Step s) {
        WindowGeometry g = WindowGeometry.ofTransposed(s);
        long groups = s.node().integer("group", 1);
        return RuleFamily.gradients(
                s.wants(0) ? Convolution.of(s.dy(), s.x(1), g.stride(), g.dilation(), g.begin(), g.each(g::end), groups) : null,
                s.wants(1) ? KernelGradient.of(s.dy(), s.x(0), s.shape(1), g, groups) : null,
                s.wants(2) ? ConvRule.perChannel(s.dy(), g.axes()) : null);
    }
}
