// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.Value;
import java.util.List;

/**
 * LRN: {@code y = x * b^-beta} with {@code b = bias + alpha * mean of x^2 over neighbouring channels}. So
 * {@code dx = dy * b^-beta - 2 alpha beta x * mean over the channels that see it of dy * x * b^(-beta-1)}.
 */
final class LrnRule implements GradientRule {

    @Override
    public List<Value> apply(Step s) {
        float alpha = s.node().number("alpha", 1e-4f);
        float beta = s.node().number("beta", 0.75f);
        Value b = neighbours(s, s.x().square(), false).times(alpha).plus(s.node().number("bias", 1));
        Value own = s.dy().times(s.graph().op("Pow", b, s.number(-beta)));
        Value others = neighbours(s, own.times(s.x()).over(b), true).times(s.x()).times(2 * alpha * beta);
        return RuleFamily.dx(own.minus(others));
    }

    /** Takes the mean over a window of channels, which counts those behind the edge as zeros. */
    private static Value neighbours(Step s, Value x, boolean back) {
        long size = s.node().integer("size", 1);
        long less = (size - 1) / 2;
        long front = back ? size - 1 - less : less;
        Attributes a = Attributes.NONE.with("kernel_shape", size, 1).with("count_include_pad", 1)
                .with("pads", front, 0, size - 1 - front, 0);
        // [N, C, ...] as images of one channel, C high
        Value image = x.reshape(0, 1, s.shape(0).get(1), -1);
        return s.graph().op("AveragePool", a, image).reshapedLike(x);
    }
}
