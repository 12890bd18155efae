// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import static io.github.explainj.gradient.RuleFamily.dx;
import static java.util.Map.entry;

import com.google.auto.service.AutoService;
import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * What looks along axes: reductions, softmax, running sums and the largest elements. Equal extremes
 * share the gradient, as in torch.amax.
 */
@AutoService(RuleFamily.class)
public final class ReductionRules implements RuleFamily {

    /** The derivative of a reduction by each element, in the input's shape or one that broadcasts to it. */
    private interface Slope {

        /**
         * @param y the reduction's result, with reduced axes of size 1
         * @param axes the reduced axes
         */
        Value of(Step s, Value y, long[] axes);
    }

    @Override
    public Map<String, GradientRule> rules() {
        return Map.ofEntries(
                entry("ReduceSum", reduction((s, y, axes) -> s.number(1))),
                entry("ReduceMean", reduction((s, y, axes) -> count(s, y, axes).reciprocal())),
                entry("ReduceMax", reduction(ReductionRules::shared)),
                entry("ReduceMin", reduction(ReductionRules::shared)),
                entry("ReduceL1", reduction((s, y, axes) -> FunctionRules.sign(s))),
                // x / |x| is 0 for the zero vector
                entry("ReduceL2", reduction((s, y, axes) ->
                        s.x().over(s.graph().op("Max", y, s.number(Float.MIN_NORMAL))))),
                entry("ReduceSumSquare", reduction((s, y, axes) -> s.x().times(2))),
                entry("ReduceLogSum", reduction((s, y, axes) -> y.negative().exp())),
                entry("ReduceLogSumExp", reduction((s, y, axes) -> s.x().minus(y).exp())),
                entry("ReduceProd", reduction(ReductionRules::product)),
                entry("Softmax", ReductionRules::softmax),
                entry("LogSoftmax", ReductionRules::logSoftmax),
                entry("CumSum", ReductionRules::cumulated),
                entry("TopK", ReductionRules::topK));
    }

    private static GradientRule reduction(Slope slope) {
        return s -> {
            long[] axes = axes(s);
            // without axes, and told so, the operator passes its input on
            if (axes.length == 0) return dx(s.dy());
            Value repeated = kept(s, s.dy(), axes).times(slope.of(s, kept(s, s.y(), axes), axes));
            return dx(repeated.expandedLike(s.x()));
        };
    }

    private static long[] axes(Step s) {
        long[] given = s.has(1) ? s.integers(1) : new long[0];
        if (given.length > 0) return Arrays.stream(given).map(a -> a < 0 ? a + s.rank(0) : a).toArray();
        boolean none = s.node().integer("noop_with_empty_axes", 0) == 1;
        return none ? given : LongStream.range(0, s.rank(0)).toArray();
    }

    /** Gives the reduced axes back, of size 1. */
    private static Value kept(Step s, Value reduced, long[] axes) {
        return s.node().integer("keepdims", 1) == 1 ? reduced : reduced.unsqueeze(axes);
    }

    /** How many elements go into one; found out at run time when the batch is among them. */
    private static Value count(Step s, Value y, long[] axes) {
        if (Arrays.stream(axes).anyMatch(a -> s.shape(0).get((int) a) < 0))
            return size(s.x()).over(size(y));
        return s.number(Arrays.stream(axes).map(a -> s.shape(0).get((int) a)).reduce(1, (a, b) -> a * b));
    }

    private static Value size(Value v) {
        return v.builder().op("Size", v).cast(ElementType.FLOAT);
    }

    private static Value shared(Step s, Value y, long[] axes) {
        Value extreme = s.x().equal(y).asFloat();
        return extreme.over(extreme.sum(true, axes));
    }

    /** The product of the others: a division where they hold no zero, else zero. */
    private static Value product(Step s, Value y, long[] axes) {
        Value zero = s.x().equal(s.number(0)).asFloat();
        Value filled = s.x().plus(zero);
        Value product = s.graph().op("ReduceProd", Attributes.NONE.with("keepdims", 1), filled, s.graph().integers(axes));
        Value otherZeros = zero.sum(true, axes).minus(zero);
        return product.over(filled).times(otherZeros.less(s.number(0.5f)).asFloat());
    }

    private static List<Value> softmax(Step s) {
        Value weighted = s.dy().times(s.y());
        return dx(weighted.minus(s.y().times(weighted.sum(true, s.axis("axis", -1)))));
    }

    private static List<Value> logSoftmax(Step s) {
        return dx(s.dy().minus(s.y().exp().times(s.dy().sum(true, s.axis("axis", -1)))));
    }

    /** An element is in every sum from its own on: those of the gradient run the other way. */
    private static List<Value> cumulated(Step s) {
        Attributes a = Attributes.NONE.with("exclusive", s.node().integer("exclusive", 0))
                .with("reverse", 1 - s.node().integer("reverse", 0));
        return dx(s.graph().op("CumSum", a, s.dy(), s.x(1)));
    }

    private static List<Value> topK(Step s) {
        if (!s.hasDy(0)) return List.of();
        Attributes a = Attributes.NONE.with("axis", s.axis("axis", -1));
        return dx(s.graph().op("ScatterElements", a, s.x().zerosLike(), s.graph().optionalOutput(s.node(), 1), s.dy()));
    }
}
