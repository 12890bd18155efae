// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;

/**
 * The places between pixels that RoiAlign reads along one axis: S in each of P bins of R regions.
 *
 * @param place limited to the image, {@code [R, P, S]}
 * @param counts 1 where the place is within reach of the image and 0 elsewhere, {@code [R, P, S]}
 * @param used 1 for the places that a region has, 0 for those only larger regions have, {@code [R, 1, S]}
 * @param samples how many places each bin has, {@code [R, 1, 1]} or one number
 * @param size of the image's axis
 */
record RoiAxis(Value place, Value counts, Value used, Value samples, long size) {

    /**
     * Finds the places as ONNX Runtime does.
     *
     * @param low coordinate in {@code rois} where a region starts; it ends two columns further
     */
    static RoiAxis of(Step s, int low, String bins, long size) {
        GraphBuilder b = s.graph();
        boolean half = s.node().text("coordinate_transformation_mode", "half_pixel").equals("half_pixel");
        Value scaled = s.x(1).times(s.node().number("spatial_scale", 1));
        Value start = scaled.slice(1, low, low + 1).unsqueeze(2).plus(half ? -0.5f : 0);
        Value end = scaled.slice(1, low + 2, low + 3).unsqueeze(2).plus(half ? -0.5f : 0);
        Value extent = half ? end.minus(start) : b.op("Max", end.minus(start), b.constant(1f));
        long count = s.node().integer(bins, 1);
        Value bin = extent.over(b.constant((float) count));
        long ratio = s.node().integer("sampling_ratio", 0);
        Value wanted = ratio > 0 ? b.constant((float) ratio) : b.op("Ceil", bin);
        Value samples = b.op("Max", wanted, b.constant(1f));
        Value each = upTo(b.op("ReduceMax", Attributes.NONE.with("keepdims", 0), samples).cast(ElementType.INT64));
        Value place = start.plus(bin.times(upTo(b.integers(count).squeeze(0)).reshape(1, -1, 1)))
                .plus(each.plus(0.5f).times(bin).over(samples));
        Value far = b.op("Or", place.less(b.constant(-1f)), place.greater(b.constant((float) size)));
        return new RoiAxis(place.clip(0, size - 1), b.op("Not", far).asFloat(),
                each.less(wanted).asFloat().reshape(ratio > 0 ? 1 : 0, 1, -1), samples, size);
    }

    /** Counts 0, 1, ... as floats. */
    private static Value upTo(Value count) {
        return Moved.upTo(count).asFloat();
    }

    /** Returns the mean weight of each pixel in each bin, {@code [R, P, size]}: a tent around every place. */
    Value weights() {
        GraphBuilder b = place.builder();
        Value pixels = upTo(b.integers(size).squeeze(0));
        Value away = b.op("Abs", place.unsqueeze(3).minus(pixels));
        Value tents = away.negative().plus(1f).relu().times(counts.times(used).unsqueeze(3));
        return tents.sum(false, 2).over(samples);
    }

    /** Returns the two pixels around every place, {@code [R, P, 2 S]}. */
    Value pixels() {
        Value low = place.builder().op("Floor", place);
        return both(low, low.plus(1f).clip(0, size - 1));
    }

    /** Returns what the two pixels around every place count, {@code [R, P, 2 S]}. */
    Value pixelWeights() {
        Value f = place.minus(place.builder().op("Floor", place));
        return both(f.negative().plus(1f).times(counts), f.times(counts));
    }

    /** Returns 1 for pixels around places that a region has, 0 elsewhere: {@code [R, 1, 2 S]}. */
    Value pixelsUsed() {
        return both(used, used);
    }

    private static Value both(Value low, Value high) {
        return low.builder().op("Concat", Attributes.NONE.with("axis", 2), low, high);
    }
}
