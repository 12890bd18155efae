// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import static io.github.explainj.gradient.RuleFamily.dx;
import static io.github.explainj.gradient.RuleFamily.elementwise;
import static io.github.explainj.gradient.RuleFamily.gradients;
import static java.util.Map.entry;

import com.google.auto.service.AutoService;
import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.Value;
import java.util.List;
import java.util.Map;

/**
 * Activation functions. Derivatives at kinks are PyTorch's: those of the side below 0, and 1 at the
 * bounds of Clip; Elu at 0 has 1, as ONNX defines that side.
 *
 * <p>Masks are comparisons turned into factors: Where and Sign are slow on the CPU.
 */
@AutoService(RuleFamily.class)
public final class ActivationRules implements RuleFamily {

    private static final float SELU_ALPHA = 1.67326319217681884765625f;
    private static final float SELU_GAMMA = 1.05070102214813232421875f;
    private static final float GELU_CUBIC = 0.044715f;

    @Override
    public Map<String, GradientRule> rules() {
        return Map.ofEntries(
                // from the result, so that ONNX Runtime may still fuse the Relu into what is before it
                entry("Relu", elementwise(s -> s.y().greater(s.number(0)).asFloat())),
                entry("LeakyRelu", elementwise(s -> leaky(s, s.number(alpha(s, 0.01f))))),
                entry("PRelu", ActivationRules::pRelu),
                entry("Elu", elementwise(ActivationRules::elu)),
                entry("Celu", elementwise(s -> leaky(s, below(s).times(1 / alpha(s, 1)).exp()))),
                entry("Selu", elementwise(ActivationRules::selu)),
                entry("ThresholdedRelu", elementwise(s -> s.x().greater(s.number(alpha(s, 1))).asFloat())),
                entry("Shrink", elementwise(s -> s.graph().op("Abs", s.x())
                        .greater(s.number(s.node().number("lambd", 0.5f))).asFloat())),
                entry("Clip", ActivationRules::clip),
                entry("Sigmoid", elementwise(s -> s.y().times(oneMinus(s.y())))),
                entry("HardSigmoid", elementwise(s -> s.y().greater(s.number(0)).asFloat()
                        .times(s.y().less(s.number(1)).asFloat()).times(alpha(s, 0.2f)))),
                entry("HardSwish", elementwise(ActivationRules::hardSwish)),
                entry("Swish", elementwise(ActivationRules::swish)),
                entry("Mish", elementwise(ActivationRules::mish)),
                entry("Gelu", elementwise(s -> s.node().text("approximate", "none").equals("tanh") ? geluTanh(s) : gelu(s))),
                entry("Softplus", elementwise(s -> s.x().sigmoid())),
                entry("Softsign", elementwise(s -> s.graph().op("Abs", s.x()).plus(1).square().reciprocal())),
                entry("Tanh", elementwise(s -> oneMinus(s.y().square()))),
                entry("Erf", elementwise(s -> s.x().square().negative().exp().times((float) (2 / Math.sqrt(Math.PI))))));
    }

    private static float alpha(Step s, float otherwise) {
        return s.node().number("alpha", otherwise);
    }

    private static Value oneMinus(Value v) {
        return v.builder().constant(1f).minus(v);
    }

    private static Value positive(Step s) {
        return s.x().greater(s.number(0)).asFloat();
    }

    /** Returns the negative elements, and 0 for the others: what is not used cannot overflow. */
    private static Value below(Step s) {
        return s.graph().op("Min", s.x(), s.number(0));
    }

    /** Returns 1 above 0 and another derivative elsewhere. */
    private static Value leaky(Step s, Value slope) {
        return slope.plus(oneMinus(slope).times(positive(s)));
    }

    private static List<Value> pRelu(Step s) {
        return Broadcast.undo(s, gradients(
                s.wants(0) ? s.dy().times(leaky(s, s.x(1))) : null,
                s.wants(1) ? s.dy().times(below(s)) : null));
    }

    private static Value elu(Step s) {
        Value negative = s.x().less(s.number(0)).asFloat();
        return oneMinus(negative).plus(negative.times(below(s).exp()).times(alpha(s, 1)));
    }

    private static Value selu(Step s) {
        return leaky(s, below(s).exp().times(alpha(s, SELU_ALPHA))).times(s.node().number("gamma", SELU_GAMMA));
    }

    /** What Clip left as it was is inside, bounds included: one comparison instead of two. */
    private static List<Value> clip(Step s) {
        return gradients(
                s.wants(0) ? s.dy().times(s.x().equal(s.y()).asFloat()) : null,
                s.wants(1) ? total(s, s.dy().times(raised(s))) : null,
                s.wants(2) ? total(s, s.dy().times(lowered(s))) : null);
    }

    /** Bounds are single numbers, of shape {@code []} or {@code [1]}. */
    private static Value total(Step s, Value gradient) {
        int bound = s.wants(1) ? 1 : 2;
        return gradient.reshape(-1).sum(false, 0).reshape(s.shape(bound).stream().mapToLong(Long::longValue).toArray());
    }

    private static Value lowered(Step s) {
        Value raised = s.has(1) ? s.graph().op("Max", s.x(), s.x(1)) : s.x();
        return raised.greater(s.x(2)).asFloat();
    }

    private static Value raised(Step s) {
        Value raised = s.x().less(s.x(1)).asFloat();
        return s.has(2) ? raised.times(oneMinus(lowered(s))) : raised;
    }

    private static Value hardSwish(Step s) {
        Value gate = s.graph().op("HardSigmoid", Attributes.NONE.with("alpha", 1 / 6f).with("beta", 0.5f), s.x());
        Value inside = s.graph().op("LessOrEqual", s.graph().op("Abs", s.x()), s.number(3)).asFloat();
        return gate.plus(s.x().times(inside).times(1 / 6f));
    }

    private static Value swish(Step s) {
        Value gate = s.x().times(alpha(s, 1)).sigmoid();
        return gate.plus(s.y().times(oneMinus(gate)).times(alpha(s, 1)));
    }

    private static Value mish(Step s) {
        Value t = s.graph().op("Tanh", s.graph().op("Softplus", s.x()));
        return t.plus(s.x().times(oneMinus(t.square())).times(s.x().sigmoid()));
    }

    /** The normal distribution's function plus x times its density. */
    private static Value gelu(Step s) {
        Value below = s.graph().op("Erf", s.x().times((float) Math.sqrt(0.5))).plus(1).times(0.5f);
        Value density = s.x().square().times(-0.5f).exp().times((float) (1 / Math.sqrt(2 * Math.PI)));
        return below.plus(s.x().times(density));
    }

    private static Value geluTanh(Step s) {
        float k = (float) Math.sqrt(2 / Math.PI);
        Value square = s.x().square();
        Value t = s.graph().op("Tanh", s.x().times(square.times(GELU_CUBIC * k).plus(k)));
        Value inner = square.times(3 * GELU_CUBIC * k).plus(k);
        return t.plus(1).plus(s.x().times(oneMinus(t.square())).times(inner)).times(0.5f);
    }
}
