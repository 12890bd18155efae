// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import static io.github.explainj.gradient.RuleFamily.gradients;

import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * The rule of GridSample. Each result is a sum of a few pixels with weights that the grid sets; the image
 * gets the results' gradients with these weights, the grid what the weights' slopes make of the pixels.
 */
final class GridSampleRule {

    private final Step s;
    private final GraphBuilder b;
    private final int spatial;
    private final List<GridAxis> axes = new ArrayList<>();

    private GridSampleRule(Step s) {
        this.s = s;
        b = s.graph();
        spatial = s.rank(0) - 2;
        Value grid = s.x(1).reshape(0, -1, spatial);
        // the grid's last number is of the image's first axis
        for (int a = 0; a < spatial; a++) {
            Value own = grid.gather(b.integers(spatial - 1 - a).squeeze(0), 2).unsqueeze(1);
            axes.add(GridAxis.of(own, s.shape(0).get(a + 2), s));
        }
    }

    static List<Value> apply(Step s) {
        GridSampleRule rule = new GridSampleRule(s);
        return gradients(s.wants(0) ? rule.image() : null, s.wants(1) ? rule.grid() : null);
    }

    /** Returns the pixels' places in an image without spatial axes, {@code [N, T, P]}. */
    private Value places() {
        Value places = axes.get(0).index();
        for (int a = 1; a < spatial; a++)
            places = GridAxis.pairs(places.times(size(a)), axes.get(a).index(), "Add");
        return places;
    }

    private Value size(int axis) {
        return b.integers(s.shape(0).get(axis + 2));
    }

    /** Returns the product of all axes' weights, {@code [N, T, P]}; of one axis the slope instead. */
    private Value weights(int slope) {
        Value product = null;
        for (int a = 0; a < spatial; a++) {
            Value own = a == slope ? axes.get(a).slope() : axes.get(a).weight();
            product = product == null ? own : GridAxis.pairs(product, own, "Mul");
        }
        return product;
    }

    /** Lets a tensor {@code [N, T, P]} be {@code [N, C, T * P]}, the same for all channels. */
    private Value forChannels(Value v) {
        return b.op("Expand", v.reshape(0, 1, -1), b.integers(1, s.shape(0).get(1), 1));
    }

    /** Returns an image's values, one after the other: {@code [N, C, pixels]}. */
    private static Value flat(Value image) {
        return image.reshape(0, 0, -1);
    }

    /** Returns the results' gradients, {@code [N, C, 1, P]}. */
    private Value dy() {
        return s.dy().reshape(0, 0, 1, -1);
    }

    private Value image() {
        Value updates = flat(dy().times(weights(-1).unsqueeze(1)));
        return Moved.shaped(s, b.op("ScatterElements", Moved.ADD.with("axis", 2), flat(s.x().zerosLike()),
                forChannels(places()), updates), 0);
    }

    private Value grid() {
        Value pixels = b.op("GatherElements", Attributes.NONE.with("axis", 2), flat(s.x()), forChannels(places()));
        long read = (long) Math.pow(axes.get(0).pixels(), spatial);
        Value changes = pixels.reshape(0, 0, read, -1).times(dy()).sum(false, 1);
        Value[] numbers = new Value[spatial];
        for (int a = 0; a < spatial; a++)
            numbers[spatial - 1 - a] = changes.times(weights(a)).sum(false, 1).unsqueeze(2);
        return Moved.shaped(s, b.op("Concat", Attributes.NONE.with("axis", 2), numbers), 1);
    }
}
