// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Value;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A table of gradient rules, registered with {@code @AutoService(RuleFamily.class)}: ours, and those
 * of a user's jar, which win.
 */
public interface RuleFamily {

    /**
     * Returns the rules by operator: {@code Conv} for a standard one, {@code domain:Op} for one of
     * another domain.
     */
    Map<String, GradientRule> rules();

    /** Returns the gradient of a node's only differentiable input, its first. */
    static List<Value> dx(Value gradient) {
        return Collections.singletonList(gradient);
    }

    /** Returns gradients in the order of the inputs; null where none flows. */
    static List<Value> gradients(Value... perInput) {
        return Collections.unmodifiableList(Arrays.asList(perInput));
    }

    /**
     * Makes the rule of a function of single elements.
     *
     * @param derivative the function's derivative at each element of the first operand
     */
    static GradientRule elementwise(Function<Step, Value> derivative) {
        return s -> dx(s.dy().times(derivative.apply(s)));
    }

    /**
     * Lets a rule write gradients in the shape of the node's output: what numpy's broadcasting
     * repeated is summed again here, and nowhere else.
     */
    static GradientRule broadcasting(GradientRule rule) {
        return s -> Broadcast.undo(s, rule.apply(s));
    }
}
