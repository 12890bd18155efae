// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import static io.github.explainj.gradient.RuleFamily.broadcasting;
import static io.github.explainj.gradient.RuleFamily.dx;
import static io.github.explainj.gradient.RuleFamily.gradients;
import static java.util.Map.entry;

import com.google.auto.service.AutoService;
import io.github.explainj.onnx.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Arithmetic with broadcasting, choices between tensors, and what changes nothing. */
@AutoService(RuleFamily.class)
public final class ArithmeticRules implements RuleFamily {

    @Override
    public Map<String, GradientRule> rules() {
        return Map.ofEntries(
                entry("Identity", s -> dx(s.dy())),
                entry("Cast", s -> dx(s.dy())),
                entry("CastLike", s -> dx(s.dy())),
                entry("Dropout", ArithmeticRules::dropout),
                entry("Add", broadcasting(s -> gradients(s.dy(), s.dy()))),
                entry("Sub", broadcasting(s -> gradients(s.dy(), s.wants(1) ? s.dy().negative() : null))),
                entry("Mul", broadcasting(s -> gradients(s.wants(0) ? s.dy().times(s.x(1)) : null,
                        s.wants(1) ? s.dy().times(s.x(0)) : null))),
                entry("Div", broadcasting(s -> gradients(s.wants(0) ? s.dy().over(s.x(1)) : null,
                        s.wants(1) ? s.dy().times(s.y()).over(s.x(1)).negative() : null))),
                entry("Mod", broadcasting(s -> gradients(s.dy(), s.wants(1) ? s.dy().times(wholes(s)).negative() : null))),
                entry("Sum", broadcasting(s -> all(s, s.dy()))),
                entry("Mean", broadcasting(s -> all(s, s.dy().times(1f / s.node().inputs().size())))),
                entry("Max", broadcasting(s -> extremes(s, "Max", "Greater", "GreaterOrEqual"))),
                entry("Min", broadcasting(s -> extremes(s, "Min", "Less", "LessOrEqual"))),
                entry("Where", broadcasting(ArithmeticRules::where)));
    }

    private static List<Value> all(Step s, Value gradient) {
        return Collections.nCopies(s.node().inputs().size(), gradient);
    }

    /** Does nothing when a network infers; one that was exported as it trains drops the same elements here. */
    private static List<Value> dropout(Step s) {
        if (s.constant(2).filter(training -> training.data()[0] != 0).isEmpty()) return dx(s.dy());
        Value ratio = s.has(1) ? s.x(1).asFloat() : s.number(0.5f);
        Value kept = s.graph().optionalOutput(s.node(), 1).asFloat();
        return dx(s.dy().times(kept).over(s.number(1).minus(ratio)));
    }

    /** How often the divisor was taken away, a whole number with the sign of the quotient. */
    private static Value wholes(Step s) {
        return s.graph().op("Round", s.x(0).minus(s.y()).over(s.x(1)));
    }

    private static List<Value> where(Step s) {
        Value first = s.x(0).asFloat();
        return gradients(null, s.wants(1) ? s.dy().times(first) : null,
                s.wants(2) ? s.dy().times(s.number(1).minus(first)) : null);
    }

    /**
     * Goes through the operands as torch.maximum does, two at a time: each against the best of those
     * before it; two that are equal get half each.
     */
    private static List<Value> extremes(Step s, String op, String better, String notWorse) {
        int count = s.node().inputs().size();
        List<Value> best = new ArrayList<>(List.of(s.x(0)));
        for (int i = 1; i < count - 1; i++) best.add(s.graph().op(op, best.get(i - 1), s.x(i)));
        Value[] found = new Value[count];
        Value left = s.dy();
        for (int i = count - 1; i > 0; i--) {
            Value twice = s.graph().op(better, s.x(i), best.get(i - 1)).asFloat()
                    .plus(s.graph().op(notWorse, s.x(i), best.get(i - 1)).asFloat());
            Value share = twice.times(0.5f);
            found[i] = s.wants(i) ? left.times(share) : null;
            left = left.times(s.number(1).minus(share));
        }
        found[0] = left;
        return Arrays.asList(found);
    }
}
