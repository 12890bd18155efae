// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Attributes;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Checks of the rules of resampling and padding. */
final class ResizeChecks implements RuleChecks {

    private static final String[] COORDINATES =
            {"half_pixel", "pytorch_half_pixel", "align_corners", "asymmetric", "half_pixel_symmetric"};
    private static final String[] ROUNDINGS = {"round_prefer_floor", "round_prefer_ceil", "floor", "ceil"};

    /** Which axes are resized in the images that ONNX Runtime knows: 1, of several ranks. */
    private static final int[][] SHAPES = {{1, 1}, {1, 1, 1}, {0, 0, 1, 1}, {0, 1, 1, 0}, {0, 0, 1, 1, 1}};

    private final Random random = new Random(13);

    @Override
    public List<GradientCheck> checks() {
        List<GradientCheck> all = new ArrayList<>();
        for (int i = 0; i < GradientCheckTest.EACH; i++) {
            all.addAll(List.of(constantPad(i), copyingPad(i), copyingPad(i + 1), nearest(i), cubic(i), region(i), kept(i)));
            for (int[] scaled : SHAPES) all.add(linear(i, scaled));
        }
        for (GradientCheck c : all) if (!c.op().equals("Resize") && random.nextBoolean()) c.batched();
        return all;
    }

    /** Pads of both signs, of all axes or of some, with a given fill or without. */
    private GradientCheck constantPad(int i) {
        int[] shape = Arrays.stream(Shapes.random(random, 1, 4)).map(d -> d + 2).toArray();
        long[] axes = i % 3 == 0 ? LongStream.range(0, shape.length).filter(a -> a == 0 || random.nextBoolean()).toArray()
                : LongStream.range(0, shape.length).toArray();
        long[] pads = LongStream.range(0, 2 * axes.length).map(p -> random.nextInt(4) - 1).toArray();
        pads[0] = 1;
        Attributes a = i % 2 == 0 ? Attributes.NONE : Attributes.NONE.with("mode", "constant");
        GradientCheck c = GradientCheck.of("Pad", a).input(shape).integers(pads);
        if (i % 4 == 1) c = c.between(1, 2);
        else if (i % 3 == 0) c = c.omitted();
        if (i % 3 == 0) c = c.integers(LongStream.of(axes).map(x -> random.nextBoolean() ? x : x - shape.length).toArray());
        return c.step(0.5);
    }

    private GradientCheck copyingPad(int i) {
        String mode = new String[] {"reflect", "edge", "wrap"}[i % 3];
        int[] shape = Arrays.stream(Shapes.random(random, 1, 4)).map(d -> d + 1).toArray();
        long[] pads = new long[2 * shape.length];
        for (int p = 0; p < pads.length; p++)
            pads[p] = random.nextInt(mode.equals("edge") ? 6 : shape[p % shape.length] + (mode.equals("wrap") ? 1 : 0));
        GradientCheck c = GradientCheck.of("Pad", Attributes.NONE.with("mode", mode)).input(shape).integers(pads).step(0.5);
        return mode.equals("wrap") ? c.opset(19) : c;
    }

    private GradientCheck nearest(int i) {
        int[] scaled = IntStream.range(0, 1 + i % 5).map(a -> i % 2 == 0 ? random.nextInt(2) : a < 2 ? 0 : 1).toArray();
        scaled[scaled.length - 1] = 1;
        Attributes a = coordinates(i).with("mode", "nearest");
        return sized(GradientCheck.of("Resize", i % 7 == 0 ? a : a.with("nearest_mode", ROUNDINGS[random.nextInt(4)])), scaled,
                i % 3 == 0 ? new double[] {2, 3} : new double[] {0.5, 0.7, 1, 1.3, 1.5, 2, 2.6});
    }

    private GradientCheck linear(int i, int[] scaled) {
        Attributes a = coordinates(i).with("mode", "linear");
        boolean smooth = i % 3 == 1 && !(scaled.length == 4 && scaled[1] == 1);
        if (smooth) a = a.with("antialias", 1).with("exclude_outside", i % 2);
        return sized(GradientCheck.of("Resize", a), scaled, 0.4, 0.6, 1, 1.2, 1.5, 2, 3);
    }

    private GradientCheck cubic(int i) {
        Attributes a = coordinates(i).with("mode", "cubic");
        if (i % 2 == 0) a = a.with("cubic_coeff_a", -0.5f);
        if (i % 3 == 0) a = a.with("exclude_outside", 1);
        if (i % 4 == 3) a = a.with("antialias", 1);
        return sized(GradientCheck.of("Resize", a), SHAPES[i % 2 == 0 ? 0 : 2], 0.4, 0.6, 1, 1.2, 1.5, 2, 3);
    }

    private Attributes coordinates(int i) {
        return i % 6 == 5 ? Attributes.NONE : Attributes.NONE.with("coordinate_transformation_mode", COORDINATES[i % 6]);
    }

    /** Adds an image and either scales or sizes, of all axes or of those that change. */
    private GradientCheck sized(GradientCheck c, int[] scaled, double... scales) {
        int[] shape = new int[scaled.length];
        Tensor factors = Tensor.zeros(scaled.length);
        long[] sizes = new long[scaled.length];
        for (int a = 0; a < shape.length; a++) {
            shape[a] = scaled[a] == 0 ? 1 + random.nextInt(2) : 3 + random.nextInt(3);
            factors.data()[a] = scaled[a] == 0 ? 1 : (float) scales[random.nextInt(scales.length)];
            sizes[a] = Math.max(1, (long) (factors.data()[a] * shape[a]));
        }
        c = c.opset(19).input(shape).omitted().step(0.5);
        if (shape.length > 2 && scaled[0] == 0) c = c.batched();
        return random.nextBoolean() ? c.constant(factors) : c.omitted().integers(sizes);
    }

    /** A part of the picture, beyond its border as well. */
    private GradientCheck region(int i) {
        Attributes a = Attributes.NONE.with("coordinate_transformation_mode", "tf_crop_and_resize")
                .with("extrapolation_value", 3f).with("mode", new String[] {"nearest", "linear", "cubic"}[i % 3]);
        float[] roi = {0, 0, random.nextFloat() / 2 - 0.2f, random.nextFloat() / 2 - 0.2f,
            1, 1, 0.6f + random.nextFloat(), 0.6f + random.nextFloat()};
        GradientCheck c;
        if (i % 2 == 0) c = GradientCheck.of("Resize", a).input(1, 2, 5, 4).batched().constant(new Tensor(roi, 8));
        else c = GradientCheck.of("Resize", a.with("axes", 2, 3)).input(1, 2, 5, 4).batched()
                .constant(new Tensor(new float[] {roi[2], roi[3], roi[6], roi[7]}, 4));
        Tensor scales = i % 2 == 0 ? new Tensor(new float[] {1, 1, 1.3f, 2}, 4) : new Tensor(new float[] {0.8f, 1.5f}, 2);
        return i % 4 < 2 ? c.constant(scales).step(0.5)
                : c.omitted().integers(i % 2 == 0 ? new long[] {1, 2, 6, 3} : new long[] {4, 7}).step(0.5);
    }

    /** One scale for all axes, from the one that would grow least or most. */
    private GradientCheck kept(int i) {
        Attributes a = coordinates(i).with("keep_aspect_ratio_policy", i % 2 == 0 ? "not_larger" : "not_smaller")
                .with("axes", i % 3 == 0 ? new long[] {3, 2} : new long[] {2, 3});
        String mode = new String[] {"linear", "nearest", "cubic"}[i % 3];
        return GradientCheck.of("Resize", a.with("mode", mode)).opset(19).input(1, 2, 4 + random.nextInt(2), 5).batched().omitted()
                .omitted().integers(2 + random.nextInt(7), 3 + random.nextInt(7)).step(0.5);
    }
}
