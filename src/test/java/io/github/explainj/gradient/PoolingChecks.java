// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Attributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Checks of {@link PoolingRules}: windows of all sorts in one to three dimensions. */
final class PoolingChecks implements RuleChecks {

    /** A pool is linear between ties, so that differences in float are best with large steps. */
    private static final double STEP = 0.009;

    private final Random random = new Random(5);

    @Override
    public List<GradientCheck> checks() {
        List<GradientCheck> all = new ArrayList<>();
        for (int i = 0; i < 3 * GradientCheckTest.EACH; i++) {
            all.add(pool("MaxPool", Attributes.NONE, 18, i % 2 == 0, true));
            Attributes included = Attributes.NONE.with("count_include_pad", i / 2 % 2);
            all.add(pool("AveragePool", included, i % 3 == 0 ? 18 : 19, i % 2 == 0, i % 3 != 0));
        }
        for (int i = 0; i < GradientCheckTest.EACH; i++) {
            Attributes p = Attributes.NONE.with("p", 1 + i % 4);
            all.add(pool("LpPool", p, 18, i % 2 == 0, true));
            all.add(GradientCheck.of("GlobalAveragePool").input(image(1 + i % 3, 2)));
            all.add(GradientCheck.of("GlobalMaxPool").input(image(1 + i % 3, 2)).step(STEP));
            all.add(GradientCheck.of("GlobalLpPool", p).input(image(1 + i % 3, 2)).step(STEP));
            all.add(unpool(i % 2 == 0));
        }
        return all;
    }

    private int[] image(int axes, int least) {
        return IntStream.concat(IntStream.of(1 + random.nextInt(2), 1 + random.nextInt(3)),
                IntStream.range(0, axes).map(a -> least + random.nextInt(axes == 3 ? 3 : 5))).toArray();
    }

    private GradientCheck pool(String op, Attributes also, int opset, boolean ceil, boolean dilates) {
        int axes = 1 + random.nextInt(3);
        long[] kernel = longs(axes, 1, 3);
        long[] stride = random.nextInt(4) == 0 ? kernel : longs(axes, 1, ceil ? 3 : 4);
        boolean same = random.nextInt(5) == 0;
        // ONNX Runtime infers other shapes than it makes for dilated windows that are padded automatically
        long[] dilation = !same && dilates && random.nextBoolean() ? longs(axes, 1, 2) : null;
        Attributes a = also.with("kernel_shape", kernel).with("strides", stride)
                .with("ceil_mode", ceil ? 1 : 0);
        if (dilation != null) a = a.with("dilations", dilation);
        int[] image = image(axes, 5);
        long[] pads = new long[2 * axes];
        if (same) a = a.with("auto_pad", random.nextBoolean() ? "SAME_UPPER" : "SAME_LOWER");
        else switch (random.nextInt(4)) {
            case 0 -> a = a.with("auto_pad", "VALID");
            case 1 -> { }
            default -> a = a.with("pads", pads = pads(kernel));
        }
        boolean inferred = !ceil || fits(image, kernel, stride, dilation, pads);
        return GradientCheck.of(op, a).opset(inferred ? opset : 22).input(image).step(STEP);
    }

    /**
     * Returns whether the last window of ceil_mode begins in the image. ONNX Runtime leaves out those that do
     * not, but before operator set 22 infers shapes with them, which {@link GradientCheck} relies on.
     */
    private static boolean fits(int[] image, long[] kernel, long[] stride, long[] dilation, long[] pads) {
        return IntStream.range(0, kernel.length).allMatch(a -> {
            long reach = (kernel[a] - 1) * (dilation == null ? 1 : dilation[a]) + 1;
            long room = image[a + 2] + pads[a] + pads[a + kernel.length] - reach;
            return (room + stride[a] - 1) / stride[a] * stride[a] < image[a + 2] + pads[a];
        });
    }

    /** Elements of {@code [2, 2, 3, 2]} go back to places of twice the height and width, all different. */
    private GradientCheck unpool(boolean sized) {
        long[] places = random.ints(0, 2 * 2 * 6 * 4).distinct().limit(24).asLongStream().toArray();
        Attributes a = Attributes.NONE.with("kernel_shape", 2, 2).with("strides", 2, 2);
        GradientCheck c = GradientCheck.of("MaxUnpool", a).input(2, 2, 3, 2).integers(new int[] {2, 2, 3, 2}, places);
        return sized ? c.integers(2, 2, 6, 4) : c;
    }

    /** Padding must be narrower than the window. */
    private long[] pads(long[] kernel) {
        return IntStream.range(0, 2 * kernel.length).mapToLong(i -> random.nextInt((int) kernel[i % kernel.length]))
                .toArray();
    }

    private long[] longs(int count, int least, int most) {
        return Arrays.stream(new long[count]).map(z -> least + random.nextInt(most - least + 1)).toArray();
    }
}
