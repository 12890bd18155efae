// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Attributes;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Checks of the rules of GridSample and RoiAlign. */
final class SamplingChecks implements RuleChecks {

    private static final String[] PADDINGS = {"zeros", "border", "reflection"};

    private final Random random = new Random(14);

    @Override
    public List<GradientCheck> checks() {
        List<GradientCheck> all = new ArrayList<>();
        for (int i = 0; i < GradientCheckTest.EACH; i++) {
            all.add(planar(i, i % 2 == 0 ? "bilinear" : "linear"));
            all.add(planar(i, i % 2 == 0 ? "bicubic" : "cubic"));
            all.add(nearest(i));
            all.add(solid(i));
            all.add(roiAlign(i));
            all.add(affineGrid(i));
        }
        all.forEach(GradientCheck::batched);
        return all;
    }

    private int upTo(int most) {
        return 1 + random.nextInt(most);
    }

    private Attributes grid(int i, String mode) {
        return Attributes.NONE.with("mode", mode).with("padding_mode", PADDINGS[i % 3]).with("align_corners", i / 3 % 2);
    }

    /** The older names are of operator set 16. */
    private GradientCheck planar(int i, String mode) {
        int[] image = {upTo(2), upTo(2), 1 + upTo(4), 1 + upTo(3)};
        return GradientCheck.of("GridSample", grid(i, mode)).opset(mode.startsWith("bi") ? 18 : 20)
                .input(image).input(places(i, image, image[0], upTo(3), upTo(3), 2));
    }

    /** Places in and around an image, the first within, none near a pixel's centre, where the slope changes. */
    private Tensor places(int i, int[] image, int... shape) {
        Tensor grid = Tensor.zeros(shape);
        int axes = image.length - 2;
        for (int e = 0; e < grid.size(); e++) {
            int size = image[image.length - 1 - e % axes];
            float pixel = (e < axes ? 0 : random.nextInt(size + 3) - 2) + 0.2f + 0.6f * random.nextFloat();
            boolean corners = i / 3 % 2 == 1;
            grid.data()[e] = corners ? 2 * pixel / (size - 1) - 1 : (2 * pixel + 1) / size - 1;
        }
        return grid;
    }

    /** The grid has no gradient: the image alone is asked for. */
    private GradientCheck nearest(int i) {
        int[] image = {1, upTo(3), 3, 4};
        return GradientCheck.of("GridSample", grid(i, "nearest")).input(image).constant(places(i, image, 1, 2, 3, 2)).step(0.5);
    }

    private GradientCheck solid(int i) {
        int[] image = {2, upTo(2), 2, 1 + upTo(3), 1 + upTo(3)};
        GradientCheck c = GradientCheck.of("GridSample", grid(i, i % 4 == 3 ? "nearest" : "linear")).opset(20).input(image);
        return i % 4 == 3 ? c.constant(places(i, image, 2, 1, 1, 2, 3)).step(0.5)
                : c.input(places(i, image, 2, 1, upTo(2), upTo(2), 3));
    }

    private GradientCheck affineGrid(int i) {
        int axes = 2 + i % 2;
        long[] size = new long[axes + 2];
        for (int a = 0; a < size.length; a++) size[a] = upTo(3) + (a > 1 ? 1 : 0);
        return GradientCheck.of("AffineGrid", Attributes.NONE.with("align_corners", i / 2 % 2)).opset(20)
                .input((int) size[0], axes, axes + 1).integers(size).step(0.5);
    }

    /** Regions within the image, beyond its border, smaller than a pixel and turned around. */
    private GradientCheck roiAlign(int i) {
        Attributes a = Attributes.NONE.with("output_height", upTo(3)).with("output_width", upTo(3))
                .with("spatial_scale", i % 4 == 0 ? 1 : 0.5f).with("mode", i % 5 < 3 ? "avg" : "max");
        if (i % 3 != 0) a = a.with("sampling_ratio", i % 3);
        if (i % 2 == 0) a = a.with("coordinate_transformation_mode", i % 4 == 0 ? "output_half_pixel" : "half_pixel");
        Tensor rois = new Tensor(new float[] {0.3f, 0.8f, 6.7f, 9.1f, -4.2f, -1.1f, 3.3f, 4.6f,
            2.1f, 3.2f, 2.5f, 3.3f, 4, 5, 1, 2}, 4, 4);
        return GradientCheck.of("RoiAlign", a).input(2, upTo(2), 6, 5).constant(rois).integers(1, 0, 1, 1).step(0.01);
    }
}
