// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import static io.github.explainj.gradient.RuleFamily.broadcasting;
import static io.github.explainj.gradient.RuleFamily.dx;
import static io.github.explainj.gradient.RuleFamily.elementwise;
import static io.github.explainj.gradient.RuleFamily.gradients;
import static java.util.Map.entry;

import com.google.auto.service.AutoService;
import io.github.explainj.onnx.Value;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.stream.IntStream;

/**
 * Powers, logarithms, trigonometric and hyperbolic functions of single elements.
 *
 * <p>Where a root or a power is infinitely steep at 0, its derivative there is 0 and not PyTorch's
 * infinity, which would turn the whole map into NaN.
 */
@AutoService(RuleFamily.class)
public final class FunctionRules implements RuleFamily {

    @Override
    public Map<String, GradientRule> rules() {
        return Map.ofEntries(
                entry("Exp", elementwise(Step::y)),
                entry("Log", s -> dx(s.dy().over(s.x()))),
                entry("Sqrt", s -> dx(s.dy().times(s.y()).times(0.5f).over(atLeastTiny(s)))),
                entry("Pow", broadcasting(s -> gradients(
                        s.wants(0) ? s.dy().times(byBase(s)) : null,
                        s.wants(1) ? s.dy().times(byExponent(s)) : null))),
                entry("Reciprocal", elementwise(s -> s.y().square().negative())),
                entry("Neg", s -> dx(s.dy().negative())),
                entry("Abs", elementwise(FunctionRules::sign)),
                entry("Sin", elementwise(s -> s.graph().op("Cos", s.x()))),
                entry("Cos", elementwise(s -> s.graph().op("Sin", s.x()).negative())),
                entry("Tan", elementwise(s -> s.y().square().plus(1))),
                entry("Asin", s -> dx(s.dy().over(oneMinusSquare(s).sqrt()))),
                entry("Acos", s -> dx(s.dy().over(oneMinusSquare(s).sqrt()).negative())),
                entry("Atan", s -> dx(s.dy().over(s.x().square().plus(1)))),
                entry("Sinh", elementwise(s -> s.graph().op("Cosh", s.x()))),
                entry("Cosh", elementwise(s -> s.graph().op("Sinh", s.x()))),
                entry("Asinh", s -> dx(s.dy().over(s.x().square().plus(1).sqrt()))),
                entry("Acosh", s -> dx(s.dy().over(s.x().square().plus(-1).sqrt()))),
                entry("Atanh", s -> dx(s.dy().over(oneMinusSquare(s)))));
    }

    private static Value oneMinusSquare(Step s) {
        return s.number(1).minus(s.x().square());
    }

    /** Returns the sign of the first operand; two comparisons are faster than the operator Sign. */
    static Value sign(Step s) {
        return s.x().greater(s.number(0)).asFloat().minus(s.x().less(s.number(0)).asFloat());
    }

    private static Value atLeastTiny(Step s) {
        return s.graph().op("Max", s.x(), s.number(Float.MIN_NORMAL));
    }

    /** The exponent may be whole numbers, which the arithmetic here does not mix with floats. */
    private static Value exponent(Step s) {
        return s.x(1).asFloat();
    }

    private static boolean always(Step s, DoublePredicate property) {
        Optional<float[]> p = s.constant(1).map(t -> t.data());
        return p.isPresent() && IntStream.range(0, p.get().length).mapToDouble(i -> p.get()[i]).allMatch(property);
    }

    /** {@code p x^(p-1)}, and 0 at x = 0 where that is infinite. */
    private static Value byBase(Step s) {
        if (always(s, p -> p == 2)) return s.x().times(exponent(s));
        Value p = exponent(s);
        if (always(s, q -> q >= 1)) return s.graph().op("Pow", s.x(), p.plus(-1)).times(p);
        Value steep = s.graph().op("And", s.x().equal(s.number(0)), p.less(s.number(1))).asFloat();
        Value power = s.graph().op("Pow", s.x().plus(steep), p.plus(-1));
        return power.times(p).times(s.number(1).minus(steep));
    }

    /** {@code y ln x}, and 0 for x not above 0, where a power has no derivative by its exponent. */
    private static Value byExponent(Step s) {
        Value above = s.x().greater(s.number(0)).asFloat();
        return s.y().times(atLeastTiny(s).log()).times(above);
    }
}
