// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The weights with which Resize resamples an axis. They are what Resize itself makes of unit vectors:
 * whichever of its many modes it is in, and however the runtime rounds, they are the same; ONNX Runtime
 * folds them when a session is made.
 */
final class ResizeMatrix {

    private final Resampling r;
    private final GraphBuilder b;

    ResizeMatrix(Resampling r) {
        this.r = r;
        b = r.s().graph();
    }

    /**
     * Returns the weights of one axis: row i is what comes of a one at place i. The unit vectors are
     * samples of images {@code [in, 1, in, width]}, which are resized along their height.
     *
     * @return {@code [in, out]}
     */
    Value of(int axis) {
        long size = r.in().get(axis);
        Value unit = b.op("EyeLike", Attributes.NONE.with("dtype", ElementType.FLOAT.number()),
                b.op("Expand", b.constant(0f), b.integers(size, size))).reshape(size, 1, size, 1);
        return (r.keepsAspect() ? kept(unit, size, axis) : resized(unit, size, axis)).slice(3, 0, 1).reshape(size, -1);
    }

    private Value resized(Value unit, long size, int axis) {
        return r.bySize()
                ? b.op("Resize", attributes(), unit, region(axis), null, b.integers(size, 1, r.out().get(axis), 2))
                : b.op("Resize", attributes(), unit, region(axis), scales(axis));
    }

    /** The width grows as well: images that keep their size are copied, even when a scale is not quite 1. */
    private Value scales(int axis) {
        return b.op("Concat", Attributes.NONE.with("axis", 0), list(1, 1), r.entry(Resampling.SCALES, r.place(axis)),
                list(2));
    }

    /** Lets the axis that decides on the common scale be the images' width. */
    private Value kept(Value unit, long size, int axis) {
        Comparator<Integer> first = r.policy().equals("not_larger") ? byScale() : byScale().reversed();
        int leading = IntStream.of(r.named()).boxed().min(first).orElseThrow();
        boolean batch = r.in().get(leading) < 0;
        // an axis of the batch keeps its size; the smallest images of the same scale do
        BigInteger in = BigInteger.valueOf(r.in().get(leading));
        long shared = batch ? 1 : in.gcd(BigInteger.valueOf(wanted(leading))).longValue();
        long width = batch ? 1 : r.in().get(leading) / shared;
        Value wide = b.op("Expand", unit, b.integers(size, 1, size, width));
        Attributes kept = attributes().with("keep_aspect_ratio_policy", r.policy()).with("axes", 2, 3);
        return b.op("Resize", kept, wide, region(axis), null,
                b.integers(wanted(axis), batch ? 1 : wanted(leading) / shared));
    }

    private Comparator<Integer> byScale() {
        return Comparator.comparingDouble(a -> r.in().get(a) < 0 ? 1 : (float) wanted(a) / r.in().get(a));
    }

    /** Returns the size that was asked for, which the policy may not grant. */
    private long wanted(int axis) {
        return r.s().integers(Resampling.SIZES)[r.place(axis)];
    }

    /** Returns the region of tf_crop_and_resize, of the images' height only; null in other modes. */
    private Value region(int axis) {
        if (!r.coordinates().equals("tf_crop_and_resize")) return null;
        int at = r.place(axis);
        Value start = r.entry(Resampling.REGION, at);
        Value end = r.entry(Resampling.REGION, r.named().length + at);
        Attributes joined = Attributes.NONE.with("axis", 0);
        return r.keepsAspect() ? b.op("Concat", joined, start, list(0), end, list(1))
                : b.op("Concat", joined, list(0, 0), start, list(0), list(1, 1), end, list(1));
    }

    private Value list(float... values) {
        return b.constant(new Tensor(values, values.length));
    }

    /** Pixels from outside are constant: their value does not matter, and is 0 here. */
    private Attributes attributes() {
        Attributes a = Attributes.NONE.with("mode", r.mode()).with("coordinate_transformation_mode", r.coordinates());
        if (r.mode().equals("nearest")) return a.with("nearest_mode", r.rounding());
        for (String flag : new String[] {"exclude_outside", "antialias"})
            if (r.s().node().has(flag)) a = a.with(flag, r.s().node().integer(flag, 0));
        return a.with("cubic_coeff_a", r.s().node().number("cubic_coeff_a", -0.75f));
    }
}
