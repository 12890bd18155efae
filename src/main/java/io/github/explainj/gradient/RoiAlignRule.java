// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import static io.github.explainj.gradient.RuleFamily.dx;

import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.List;

/** The rule of RoiAlign with respect to the image; regions are taken as given, as PyTorch does. */
final class RoiAlignRule {

    private final Step s;
    private final GraphBuilder b;
    private final RoiAxis rows;
    private final RoiAxis columns;

    private RoiAlignRule(Step s) {
        this.s = s;
        b = s.graph();
        rows = RoiAxis.of(s, 1, "output_height", s.shape(0).get(2));
        columns = RoiAxis.of(s, 0, "output_width", s.shape(0).get(3));
    }

    static List<Value> apply(Step s) {
        if (s.wants(1))
            s.remark("RoiAlign: the regions are taken as given, no gradient flows through their positions.");
        RoiAlignRule rule = new RoiAlignRule(s);
        return dx(s.node().text("mode", "avg").equals("avg") ? rule.mean() : rule.most());
    }

    /**
     * The mean is a product with the weights of the rows and of the columns. All regions of all rows are
     * summed in one product, so that no image per region is ever held.
     */
    private Value mean() {
        Value wide = s.dy().matMul(columns.weights().unsqueeze(1)).transpose(0, 2, 1, 3);
        long channels = s.shape(0).get(1);
        Value perBin = wide.reshape(-1, channels * columns.size());
        Value either = b.constant(new Tensor(new float[] {0, 1}, 2));
        Value image = b.op("OneHot", s.x(2), s.x().shape().slice(0, 0, 1), either);
        Value perRow = rows.weights().unsqueeze(1).times(image.unsqueeze(2, 3)).transpose(1, 3, 0, 2).reshape(0, 0, -1);
        return perRow.matMul(perBin).reshape(0, 0, channels, columns.size()).transpose(0, 2, 1, 3);
    }

    /**
     * ONNX Runtime takes the largest product of a pixel and its weight, not the largest interpolated value
     * (as of version 1.29): the gradient is of what it computes.
     */
    private Value most() {
        Value weight = bins(rows.pixelWeights(), columns.pixelWeights(), "Mul");
        Value used = bins(rows.pixelsUsed(), columns.pixelsUsed(), "Mul");
        Value place = bins(rows.pixels().times((float) columns.size()), columns.pixels(), "Add").cast(ElementType.INT64)
                .plus(planes());
        Value pixels = s.x().reshape(-1).gather(place, 0);
        Value none = b.constant(Float.NEGATIVE_INFINITY);
        Value products = used.greater(b.constant(0.5f)).choose(pixels.times(weight), none);
        Value first = b.op("ArgMax", Attributes.NONE.with("axis", 4), products);
        Attributes along = Attributes.NONE.with("axis", 4);
        Value chosen = b.op("GatherElements", along, b.op("Expand", weight.times(used), place.shape()), first);
        Value updates = s.dy().unsqueeze(4).times(chosen).reshape(-1);
        Value sums = b.op("ScatterElements", Moved.ADD, s.x().zerosLike().reshape(-1),
                b.op("GatherElements", along, place, first).reshape(-1), updates);
        return Moved.shaped(s, sums, 0);
    }

    /** Combines rows {@code [R, PH, A]} and columns {@code [R, PW, B]} to {@code [R, 1, PH, PW, A * B]}. */
    private Value bins(Value ofRows, Value ofColumns, String op) {
        return b.op(op, ofRows.unsqueeze(1, 3, 5), ofColumns.unsqueeze(1, 2, 4)).reshape(0, 0, 0, 0, -1);
    }

    /** Returns where the plane of each region's image and channel starts, {@code [R, C, 1, 1, 1]}. */
    private Value planes() {
        long channels = s.shape(0).get(1);
        Value channel = Moved.upTo(b.integers(channels).squeeze(0)).reshape(1, -1);
        Value plane = s.x(2).unsqueeze(1).times(b.integers(channels)).plus(channel);
        return plane.times(b.integers(rows.size() * columns.size())).unsqueeze(2, 3, 4);
    }
}
