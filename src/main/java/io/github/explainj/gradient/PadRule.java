// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import static io.github.explainj.gradient.RuleFamily.dx;
import static io.github.explainj.gradient.RuleFamily.gradients;

import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.Value;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** The rule of Pad: what lies inside goes back, what was copied to the outside is added where it came from. */
final class PadRule {

    private PadRule() {}

    static List<Value> apply(Step s) {
        String mode = s.node().text("mode", "constant");
        long[] pads = pads(s);
        if (mode.equals("constant"))
            return gradients(s.wants(0) ? padded(s.dy(), LongStream.of(pads).map(p -> -p).toArray()) : null, null,
                    s.wants(2) ? filled(s, pads) : null);
        int rank = s.rank(0);
        if (!IntStream.range(0, rank).allMatch(a -> folds(mode, s.shape(0).get(a), pads[a], pads[rank + a])))
            return dx(Moved.back(s,
                    x -> s.graph().op("Pad", Attributes.NONE.with("mode", mode), x, s.graph().integers(pads))));
        Value gradient = s.dy();
        for (int a = 0; a < rank; a++)
            if (pads[a] > 0 || pads[rank + a] > 0)
                gradient = folded(mode, gradient, new Axis(a, rank, s.shape(0).get(a), pads));
        return dx(gradient);
    }

    /** Returns the pads of all axes: what goes before each, then what goes behind each. */
    private static long[] pads(Step s) {
        int rank = s.rank(0);
        long[] given = s.integers(1);
        if (!s.has(3)) return given;
        int[] axes = Moved.axes(s.integers(3), rank);
        long[] pads = new long[2 * rank];
        for (int i = 0; i < axes.length; i++) {
            pads[axes[i]] = given[i];
            pads[rank + axes[i]] = given[axes.length + i];
        }
        return pads;
    }

    private static Value padded(Value v, long[] pads) {
        return LongStream.of(pads).allMatch(p -> p == 0) ? v : v.padded(pads);
    }

    /** The fill gets what does not come from the operand: a mask says where, so that no difference cancels. */
    private static Value filled(Step s, long[] pads) {
        Value mask = s.graph().op("Pad", s.x().zerosLike(), s.graph().integers(pads), s.number(1));
        Value sum = s.dy().times(mask).sum(false, LongStream.range(0, s.rank(0)).toArray());
        return sum.reshape(Moved.longs(s.shape(2)));
    }

    /** Returns whether the outside of an axis is one copy of parts of its inside. */
    private static boolean folds(String mode, long size, long before, long behind) {
        if (before == 0 && behind == 0) return true;
        long most = switch (mode) {
            case "reflect" -> size - 1;
            case "wrap" -> size;
            default -> Long.MAX_VALUE;
        };
        return size > 0 && before >= 0 && behind >= 0 && Math.max(before, behind) <= most;
    }

    /** One axis of the operand. */
    private record Axis(int index, int rank, long size, long before, long behind) {

        Axis(int index, int rank, long size, long[] pads) {
            this(index, rank, size, pads[index], pads[rank + index]);
        }

        /** Puts a part of the axis to where it came from, zeros around it. */
        Value placed(Value part, long from, long count) {
            long[] pads = new long[2 * rank];
            pads[index] = from;
            pads[rank + index] = size - from - count;
            return padded(part, pads);
        }
    }

    private static Value folded(String mode, Value gradient, Axis a) {
        long inside = a.before() + a.size();
        Value sum = gradient.slice(a.index(), a.before(), inside);
        if (a.before() > 0) sum = sum.plus(source(mode, gradient.slice(a.index(), 0, a.before()), a, true));
        if (a.behind() > 0)
            sum = sum.plus(source(mode, gradient.slice(a.index(), inside, inside + a.behind()), a, false));
        return sum;
    }

    private static Value source(String mode, Value part, Axis a, boolean before) {
        long count = before ? a.before() : a.behind();
        return switch (mode) {
            case "reflect" -> a.placed(part.flipped(a.index()), before ? 1 : a.size() - 1 - count, count);
            case "edge" -> a.placed(part.sum(true, a.index()), before ? 0 : a.size() - 1, 1);
            default -> a.placed(part, before ? a.size() - count : 0, count);
        };
    }
}
