// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import static io.github.explainj.gradient.RuleFamily.dx;

import com.google.auto.service.AutoService;
import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * Quantisation, passed straight through: rounding counts as the identity, and what lies outside the
 * range of the whole numbers gets no gradient, as in torch.fake_quantize. The latter matters: quantised
 * models often hold a Relu only as the lower end of that range.
 *
 * <p>Source: Bengio, Léonard, Courville, Estimating or propagating gradients through stochastic neurons
 * for conditional computation, 2013. Scales and zero points get no gradient.
 */
@AutoService(RuleFamily.class)
public final class QuantisationRules implements RuleFamily {

    static final String REMARK = "The model is quantised. Its gradient passes rounding straight through, and is 0 where"
            + " a value lies outside the range that was quantised.";

    /** In steps; half a step is rounding, the rest what float arithmetic adds to it. */
    private static final float ROUNDED = 0.51f;

    @Override
    public Map<String, GradientRule> rules() {
        return Map.of("QuantizeLinear", QuantisationRules::quantised, "DequantizeLinear", s -> dx(s.dy().times(scale(s))));
    }

    private static List<Value> quantised(Step s) {
        s.remark(REMARK);
        Attributes a = Attributes.NONE.with("axis", s.node().integer("axis", 1));
        if (s.node().has("block_size")) a = a.with("block_size", s.node().integer("block_size", 0));
        Value back = s.graph().op("DequantizeLinear", a, s.y(), s.x(1), s.has(2) ? s.x(2) : null);
        Value steps = s.graph().op("Abs", s.x().minus(back).over(scale(s)));
        return dx(s.dy().times(steps.less(s.number(ROUNDED)).asFloat()).over(scale(s)));
    }

    /** The scale in a shape that broadcasts to the tensor's: one, one per entry of an axis, or one per block. */
    private static Value scale(Step s) {
        long block = s.node().integer("block_size", 0);
        if (block > 0) {
            int axis = s.axis("axis", 1);
            return s.x(1).gather(s.graph().integers(LongStream.range(0, s.shape(0).get(axis)).map(i -> i / block).toArray()), axis);
        }
        if (s.rank(1) == 0) return s.x(1);
        if (s.shape(1).equals(List.of(1L))) return s.x(1).squeeze(0);
        long[] shape = new long[s.rank(0)];
        Arrays.fill(shape, 1);
        shape[s.axis("axis", 1)] = -1;
        return s.x(1).reshape(shape);
    }
}
