// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import static java.util.Map.entry;

import io.github.explainj.gradient.GradientRule;
import io.github.explainj.gradient.Step;
import io.github.explainj.onnx.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The alpha 1, beta 0 rule: the relevance of a sum goes to its positive terms in proportion.
 *
 * <p>With + and - for the positive and negative parts, {@code R_i = (a_i w_ij)+ R_j / (sum_i (a_i w_ij)+ +
 * b_j+)}; in the form that flows back ({@link RelevanceRules}), with {@code q = c z / (z+ + eps)} and
 * {@code z+ = w+ a+ + w- a- + b+}, it is {@code c_i = [a_i > 0] w+ q + [a_i < 0] w- q}.
 *
 * @param epsilon keeps sums without a positive term from dividing by 0
 */
record PositiveRelevance(double epsilon) {

    Map<String, GradientRule> rules() {
        return Map.ofEntries(
                entry("Conv", this::weighted), entry("ConvTranspose", this::weighted),
                entry("Gemm", this::weighted), entry("MatMul", this::weighted),
                entry("AveragePool", this::mean), entry("GlobalAveragePool", this::mean), entry("ReduceMean", this::mean),
                entry("ReduceSum", this::mean),
                entry("BatchNormalization", this::scaled), entry("Mul", this::scaled), entry("Div", this::scaled),
                entry("Add", this::added), entry("Sub", this::added), entry("Sum", this::added));
    }

    /** Products of values and weights; where both depend on the input, the epsilon rule. */
    private List<Value> weighted(Step s) {
        int data = s.wants(0) ? 0 : 1;
        int other = 1 - data;
        if (s.wants(other) || s.wants(2) || s.node().number("alpha", 1) < 0 || s.node().number("beta", 1) < 0)
            return RelevanceRules.sum(s, epsilon);
        Value x = s.x(data);
        Value raising = s.x(other).relu();
        Value lowering = s.x(other).minus(raising);
        Value xPositive = x.relu();
        Value z = product(s, data, xPositive, raising, s.has(2) ? s.x(2).relu() : null)
                .plus(product(s, data, x.minus(xPositive), lowering, null));
        Step share = s.with(share(s, z));
        Value up = share.reading(other, raising).standard().get(data).times(positive(s, x));
        Value down = share.reading(other, lowering).standard().get(data).times(positive(s, x.negative()));
        return at(data, up.plus(down));
    }

    private static Value product(Step s, int data, Value x, Value w, Value bias) {
        Value first = data == 0 ? x : w;
        Value second = data == 0 ? w : x;
        return bias == null ? s.again(first, second) : s.again(first, second, bias);
    }

    /** Means and sums have equal weights above 0. */
    private List<Value> mean(Step s) {
        Value[] operands = IntStream.range(0, s.node().inputs().size()).mapToObj(i -> s.has(i) ? s.x(i) : null)
                .toArray(Value[]::new);
        operands[0] = operands[0].relu();
        return at(0, s.with(share(s, s.again(operands))).standard().get(0).times(positive(s, s.x())));
    }

    /** One factor and one offset per element: the factor is the gradient of a sum of all results. */
    private List<Value> scaled(Step s) {
        int data = s.wants(0) ? 0 : 1;
        boolean plain = !s.wants(1 - data) && s.shape(data).equals(s.outputShape(0));
        if (!plain || s.node().op().equals("Div") && data == 1) return RelevanceRules.sum(s, epsilon);
        Value factor = s.with(s.y().zerosLike().plus(1)).standard().get(data);
        Value term = s.x(data).times(factor);
        Value z = term.relu().plus(s.y().minus(term).relu());
        return at(data, share(s, z).times(factor).times(positive(s, term)));
    }

    private List<Value> added(Step s) {
        boolean second = s.node().op().equals("Sub");
        List<Value> terms = new ArrayList<>();
        for (int i = 0; i < s.node().inputs().size(); i++) terms.add(second && i == 1 ? s.x(i).negative() : s.x(i));
        Value z = terms.stream().map(Value::relu).reduce(Value::plus).orElseThrow();
        List<Value> found = new ArrayList<>(s.with(share(s, z)).standard());
        for (int i = 0; i < found.size(); i++)
            if (found.get(i) != null) found.set(i, found.get(i).times(positive(s, terms.get(i))));
        return found;
    }

    private Value share(Step s, Value z) {
        return s.dy().times(s.y()).over(z.plus((float) epsilon));
    }

    private static Value positive(Step s, Value v) {
        return v.greater(s.number(0)).asFloat();
    }

    private static List<Value> at(int data, Value gradient) {
        Value[] all = new Value[data + 1];
        all[data] = gradient;
        return Collections.unmodifiableList(Arrays.asList(all));
    }
}
