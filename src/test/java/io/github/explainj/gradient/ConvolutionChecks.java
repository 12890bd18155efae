// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Attributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Checks of {@link ConvolutionRules}: one to three dimensions, groups, strides, gaps, every kind of padding. */
final class ConvolutionChecks implements RuleChecks {

    private static final int MORE = 2 * GradientCheckTest.EACH;

    private final Random random = new Random(5);

    @Override
    public List<GradientCheck> checks() {
        List<GradientCheck> all = new ArrayList<>();
        for (int i = 0; i < MORE; i++) all.add(conv(i));
        for (int i = 0; i < MORE; i++) all.add(transposed(i));
        return all;
    }

    /** What both operators have in common. */
    private final class Drawn {

        final int axes;
        final long[] kernel;
        final long[] stride;
        final long[] dilation;
        final int groups = pick(1, 1, 2, 3);
        final int in = pick(1, 1, 2);
        final int out = pick(1, 2);
        private final int batch = pick(1, 2);

        Drawn(int i) {
            axes = i % 4 == 3 ? 3 : i % 4 == 0 ? 1 : 2;
            kernel = draw(axes, 1, i % 3 == 0 ? 1 : 3);
            stride = draw(axes, 1, i % 2 == 0 ? 1 : 3);
            dilation = draw(axes, 1, 2);
        }

        Attributes attributes() {
            return Attributes.NONE.with("kernel_shape", kernel).with("strides", stride).with("dilations", dilation)
                    .with("group", groups);
        }

        /** Returns the operator with image, weights and, in half of the cases, a bias. */
        GradientCheck check(String op, Attributes a, long[] size, int rows, int columns, int channels) {
            GradientCheck c = GradientCheck.of(op, a).step(0.5).input(shape(size, batch, groups * in))
                    .input(shape(kernel, rows, columns));
            return random.nextBoolean() ? c.input(channels) : c;
        }
    }

    private GradientCheck conv(int i) {
        Drawn d = new Drawn(i);
        long[] size = new long[d.axes];
        String auto = i % 5 == 4 ? List.of("SAME_UPPER", "SAME_LOWER", "VALID").get(random.nextInt(3)) : "";
        // ONNX Runtime knows no gaps with automatic padding
        if (auto.startsWith("SAME")) Arrays.fill(d.dilation, 1);
        long[] pads = draw(2 * d.axes, 0, auto.isEmpty() ? 3 : 0);
        for (int s = 0; s < d.axes; s++) {
            long reach = (d.kernel[s] - 1) * d.dilation[s] + 1;
            // more than a window, so that windows lie wholly in it; with strides all of them might
            if (d.stride[s] > 1) pads[s] = Math.min(pads[s], reach - 1);
            size[s] = Math.max(2, reach - pads[s] - pads[s + d.axes]) + random.nextInt(3);
        }
        Attributes a = auto.isEmpty() ? d.attributes().with("pads", pads) : d.attributes().with("auto_pad", auto);
        return d.check("Conv", a, size, d.groups * d.out, d.in, d.groups * d.out);
    }

    private GradientCheck transposed(int i) {
        Drawn d = new Drawn(i);
        Attributes a = d.attributes();
        long[] size = draw(d.axes, 2, 4);
        long[] natural = new long[d.axes];
        for (int s = 0; s < d.axes; s++)
            natural[s] = (size[s] - 1) * d.stride[s] + (d.kernel[s] - 1) * d.dilation[s] + 1;
        String auto = List.of("SAME_UPPER", "SAME_LOWER", "VALID", "NOTSET").get(random.nextInt(4));
        a = switch (i % 5) {
            case 1 -> a.with("auto_pad", auto);
            case 2 -> a.with("auto_pad", auto).with("output_shape", shortened(d, natural, size));
            case 3 -> a.with("output_padding", added(d)).with("pads", cut(d, natural));
            default -> a.with("pads", cut(d, natural));
        };
        return d.check("ConvTranspose", a, size, d.groups * d.in, d.out, d.groups * d.out);
    }

    /** Returns padding that leaves a stride's width: less may hold nothing but zeros. */
    private long[] cut(Drawn d, long[] natural) {
        long[] pads = new long[2 * d.axes];
        for (int s = 0; s < d.axes; s++) {
            int most = (int) Math.min(3, natural[s] - d.stride[s]);
            pads[s] = random.nextInt(most + 1);
            pads[s + d.axes] = random.nextInt(most - (int) pads[s] + 1);
        }
        return pads;
    }

    /** Returns sizes that ONNX's shape inference takes, not below those of the input, and not below the stride. */
    private long[] shortened(Drawn d, long[] natural, long[] least) {
        long[] sizes = new long[natural.length];
        Arrays.setAll(sizes, a -> Math.max(Math.max(least[a], d.stride[a]), natural[a] - random.nextInt(4)));
        return sizes;
    }

    private long[] added(Drawn d) {
        long[] more = new long[d.axes];
        for (int s = 0; s < d.axes; s++) more[s] = random.nextInt((int) d.stride[s]);
        return more;
    }

    private int pick(int... from) {
        return from[random.nextInt(from.length)];
    }

    private long[] draw(int count, int least, int most) {
        long[] drawn = new long[count];
        Arrays.setAll(drawn, a -> least + random.nextInt(most - least + 1));
        return drawn;
    }

    private static int[] shape(long[] sizes, int... first) {
        int[] shape = Arrays.copyOf(first, first.length + sizes.length);
        for (int a = 0; a < sizes.length; a++) shape[first.length + a] = (int) sizes[a];
        return shape;
    }
}
