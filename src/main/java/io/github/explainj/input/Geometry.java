// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.tensor.Tensor;
import java.util.List;

/**
 * The invertible map between the pixels of an image and those of a model: crop, then pad or resize.
 * Model pixel centre i lies at image position {@code (i + 0.5) / scale - 0.5 + offset}.
 *
 * @param fit what was done: CROP, TILE, RESIZE or PAD; CROP with the image's own size when nothing was
 * @param image sizes of the image {@code (D,) H, W}
 * @param model sizes of the model's grid {@code (D,) H, W}
 * @param offset position of the model's grid on the image in image pixels; negative when padded
 * @param scale model pixels per image pixel, per axis; 1 at native size
 */
public record Geometry(Fit fit, List<Integer> image, List<Integer> model, List<Integer> offset, List<Double> scale) {

    public Geometry {
        image = List.copyOf(image);
        model = List.copyOf(model);
        offset = List.copyOf(offset);
        scale = List.copyOf(scale);
    }

    /** Nothing is changed. */
    public static Geometry same(List<Integer> size) {
        return new Geometry(Fit.CROP, size, size, size.stream().map(s -> 0).toList(), size.stream().map(s -> 1.0).toList());
    }

    /** Returns where the centre of a model pixel lies on the image, in image pixels. */
    public double onImage(int axis, double modelPixel) {
        return (modelPixel + 0.5) / scale.get(axis) - 0.5 + offset.get(axis);
    }

    /** Returns where the centre of an image pixel lies on the model's grid, in model pixels. */
    public double onModel(int axis, double imagePixel) {
        return (imagePixel + 0.5 - offset.get(axis)) * scale.get(axis) - 0.5;
    }

    /** Returns whether pixels are copied as they are, without interpolation. */
    public boolean isNative() {
        return scale.stream().allMatch(s -> s == 1.0);
    }

    /** Takes {@code [1, C, image...]} onto the model's grid: {@code [1, C, model...]}. */
    public Tensor toModel(Tensor image) {
        return Resampling.toModel(this, image);
    }

    /** Takes a map {@code [1, C, model...]} onto the image: {@code [1, C, image...]}, NaN outside. */
    public Tensor toImage(Tensor map) {
        return Resampling.toImage(this, map);
    }

    /** Takes a mask (label values) of the image onto the model's grid: nearest neighbour, 0 outside. */
    public Tensor labelsToModel(Tensor labels) {
        return Resampling.labelsToModel(this, labels);
    }
}
