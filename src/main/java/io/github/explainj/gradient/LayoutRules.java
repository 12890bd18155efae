// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import static io.github.explainj.gradient.RuleFamily.dx;

import com.google.auto.service.AutoService;
import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Operators that give elements other places and leave them as they are. */
@AutoService(RuleFamily.class)
public final class LayoutRules implements RuleFamily {

    @Override
    public Map<String, GradientRule> rules() {
        GradientRule shaped = s -> dx(Moved.shaped(s, s.dy(), 0));
        return Map.ofEntries(
                Map.entry("Reshape", shaped),
                Map.entry("Flatten", shaped),
                Map.entry("Squeeze", shaped),
                Map.entry("Unsqueeze", shaped),
                Map.entry("Transpose", LayoutRules::transpose),
                Map.entry("Expand", s -> dx(Broadcast.undo(s.dy(), s.outputShape(0), s.shape(0)))),
                Map.entry("Tile", LayoutRules::tile),
                Map.entry("Concat", LayoutRules::concat),
                Map.entry("Split", LayoutRules::split),
                Map.entry("Slice", SliceRule::apply),
                Map.entry("DepthToSpace", LayoutRules::depthToSpace),
                Map.entry("SpaceToDepth", s -> dx(s.graph().op("DepthToSpace", block(s), s.dy()))),
                Map.entry("Trilu", LayoutRules::trilu),
                Map.entry("ReverseSequence", LayoutRules::reverseSequence));
    }

    private static List<Value> transpose(Step s) {
        int rank = s.rank(0);
        List<Long> perm = s.node().integers("perm");
        long[] back = new long[rank];
        for (int a = 0; a < rank; a++) back[perm.isEmpty() ? rank - 1 - a : (int) (long) perm.get(a)] = a;
        return dx(s.dy().transpose(back));
    }

    /** What lay in one place is summed: an axis of d that was repeated r times is [r, d]. */
    private static List<Value> tile(Step s) {
        List<Long> x = s.shape(0);
        List<Long> y = s.outputShape(0);
        if (IntStream.range(0, x.size()).allMatch(a -> x.get(a) == 1 || x.get(a) > 0 && x.get(a).equals(y.get(a))))
            return dx(Broadcast.undo(s.dy(), y, x));
        Value pairs = s.graph().op("Concat", Attributes.NONE.with("axis", 1), s.x(1).unsqueeze(1),
                s.x().shape().unsqueeze(1));
        Value apart = s.graph().op("Reshape", s.dy(), pairs.reshape(-1));
        return dx(apart.sum(false, LongStream.range(0, x.size()).map(a -> 2 * a).toArray()));
    }

    private static List<Value> concat(Step s) {
        int axis = s.axis("axis", 0);
        int count = s.node().inputs().size();
        boolean fixed = IntStream.range(0, count).allMatch(i -> s.shape(i).get(axis) >= 0);
        boolean all = IntStream.range(0, count).allMatch(s::wants);
        if (all || !fixed) return apart(s, axis, fixed);
        List<Value> own = new ArrayList<>();
        long from = 0;
        for (int i = 0; i < count; i++) {
            long to = from + s.shape(i).get(axis);
            own.add(s.wants(i) ? s.dy().slice(axis, from, to) : null);
            from = to;
        }
        return own;
    }

    private static List<Value> apart(Step s, int axis, boolean fixed) {
        GraphBuilder b = s.graph();
        int count = s.node().inputs().size();
        if (count == 1) return dx(s.dy());
        Value sizes = fixed
                ? b.integers(IntStream.range(0, count).mapToLong(i -> s.shape(i).get(axis)).toArray())
                : b.op("Concat", Attributes.NONE.with("axis", 0), IntStream.range(0, count)
                        .mapToObj(i -> s.x(i).shape().slice(0, axis, axis + 1)).toArray(Value[]::new));
        return b.ops("Split", Attributes.NONE.with("axis", axis), count, s.dy(), sizes);
    }

    private static List<Value> split(Step s) {
        Value[] parts = IntStream.range(0, s.node().outputs().size()).mapToObj(s::dy).toArray(Value[]::new);
        return dx(s.graph().op("Concat", Attributes.NONE.with("axis", s.axis("axis", 0)), parts));
    }

    private static Attributes block(Step s) {
        return Attributes.NONE.with("blocksize", s.node().integer("blocksize", 1));
    }

    private static List<Value> depthToSpace(Step s) {
        if (!s.node().text("mode", "DCR").equals("CRD")) return dx(s.graph().op("SpaceToDepth", block(s), s.dy()));
        List<Long> y = s.outputShape(0);
        long b = s.node().integer("blocksize", 1);
        Value blocks = s.dy().reshape(y.get(0), y.get(1), y.get(2) / b, b, y.get(3) / b, b);
        return dx(Moved.shaped(s, blocks.transpose(0, 1, 3, 5, 2, 4), 0));
    }

    /** What was set to 0 passes nothing. */
    private static List<Value> trilu(Step s) {
        Attributes upper = Attributes.NONE.with("upper", s.node().integer("upper", 1));
        return dx(s.graph().op("Trilu", upper, s.dy(), Moved.optional(s, 1)));
    }

    /** Reversing a second time restores the order. */
    private static List<Value> reverseSequence(Step s) {
        return dx(s.graph().op("ReverseSequence", Attributes.NONE.with("batch_axis", s.node().integer("batch_axis", 1))
                .with("time_axis", s.node().integer("time_axis", 0)), s.dy(), s.x(1)));
    }
}
