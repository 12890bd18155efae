// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;

/**
 * The pixels that GridSample reads along one axis: T of them for each of P places.
 *
 * @param pixels T
 * @param index of the pixel, {@code [N, T, P]}, whole numbers
 * @param weight of the pixel, {@code [N, T, P]}; 0 outside an image that is padded with zeros
 * @param slope how the weight grows with the grid's number, {@code [N, T, P]}
 */
record GridAxis(int pixels, Value index, Value weight, Value slope) {

    /** Keys' cubic convolution, with the parameter that ONNX Runtime and PyTorch fix. */
    private static final float A = -0.75f;

    /**
     * Weights of an interpolation as polynomials of f, the distance from the pixel at or before the place.
     *
     * @param first place of the first pixel, counted from that one
     * @param coefficients by power of f, then by pixel
     */
    private record Kernel(float first, float[][] coefficients) {

        static Kernel of(String mode) {
            return switch (mode) {
                case "nearest" -> new Kernel(0, new float[][] {{1}});
                case "cubic", "bicubic" -> new Kernel(-1, new float[][] {
                    {0, 1, 0, 0}, {A, 0, -A, 0}, {-2 * A, -A - 3, 2 * A + 3, A}, {A, A + 2, -A - 2, -A}});
                default -> new Kernel(0, new float[][] {{1, 0}, {-1, 1}});
            };
        }

        int pixels() {
            return coefficients[0].length;
        }

        /** Returns the places of the pixels, counted from the one at or before: {@code [1, T, 1]}. */
        Value places(GraphBuilder b) {
            float[] places = new float[pixels()];
            for (int i = 0; i < places.length; i++) places[i] = first + i;
            return b.constant(new Tensor(places, 1, places.length, 1));
        }

        /** Evaluates the weights, or how they grow with f, by Horner's rule: {@code [N, T, P]}. */
        Value at(Value f, boolean slope) {
            GraphBuilder b = f.builder();
            Value sum = b.constant(Tensor.zeros(1, pixels(), 1)).times(f);
            for (int power = coefficients.length - 1; power >= (slope ? 1 : 0); power--) {
                float[] c = coefficients[power].clone();
                for (int i = 0; i < c.length; i++) c[i] *= slope ? power : 1;
                sum = sum.times(f).plus(b.constant(new Tensor(c, 1, c.length, 1)));
            }
            return sum;
        }
    }

    /**
     * Finds what is read along one axis.
     *
     * @param grid the axis' numbers, {@code [N, 1, P]}, -1 to 1 within the image
     * @param size of the image's axis
     */
    static GridAxis of(Value grid, long size, Step s) {
        boolean corners = s.node().integer("align_corners", 0) == 1;
        String mode = s.node().text("mode", "linear");
        float scale = (corners ? size - 1 : size) / 2f;
        Value place = grid.times(scale).plus((size - 1) / 2f);
        Value base = grid.builder().op(mode.equals("nearest") ? "Round" : "Floor", place);
        Kernel kernel = Kernel.of(mode);
        Value f = place.minus(base);
        Value pixel = base.plus(kernel.places(grid.builder()));
        String padding = s.node().text("padding_mode", "zeros");
        Value inside = padding.equals("zeros") ? inside(pixel, size) : grid.builder().constant(1f);
        Value read = padding.equals("reflection") ? reflected(pixel, corners, size) : pixel;
        return new GridAxis(kernel.pixels(), read.clip(0, size - 1).cast(ElementType.INT64),
                kernel.at(f, false).times(inside), kernel.at(f, true).times(scale).times(inside));
    }

    /** Places are whole numbers: half a pixel beyond the border is clearly outside. */
    private static Value inside(Value pixel, long size) {
        GraphBuilder b = pixel.builder();
        Value below = pixel.less(b.constant(size - 0.5f));
        return b.op("And", pixel.greater(b.constant(-0.5f)), below).asFloat();
    }

    /** Folds back what lies outside: a triangle wave from the lower border, of twice the range. */
    private static Value reflected(Value pixel, boolean corners, long size) {
        float low = corners ? 0 : -0.5f;
        float range = corners ? size - 1 : size;
        if (range == 0) return pixel;
        GraphBuilder b = pixel.builder();
        Value away = b.op("Abs", pixel.plus(-low));
        Value within = away.minus(b.op("Floor", away.times(0.5f / range)).times(2 * range));
        return b.op("Abs", within.plus(-range)).negative().plus(range + low);
    }

    /** Applies an operator to each pair of entries of two tensors {@code [N, T, P]} and {@code [N, T', P]}. */
    static Value pairs(Value outer, Value inner, String op) {
        GraphBuilder b = outer.builder();
        Value both = b.op(op, outer.unsqueeze(2), inner.unsqueeze(1));
        Value sizes = both.shape();
        Value joined = b.op("Concat", Attributes.NONE.with("axis", 0), sizes.slice(0, 0, 1), b.integers(-1),
                sizes.slice(0, 3, 4));
        return b.op("Reshape", both, joined);
    }
}
