// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.tensor;

import java.util.Arrays;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.real.FloatType;

/**
 * Holds a dense {@code float[]} in ONNX order, the last axis fastest.
 *
 * <p>An image or a map is {@code [N, C, (D,) H, W]}; {@link #img()} shows the same memory as an
 * imglib2 image {@code (X, Y, (Z,) C, N)}. Any other rank is allowed where the text says so.
 * The array is shared, not copied: whoever makes a tensor from an array gives it away, and nobody
 * writes into a tensor that was handed to them.
 */
public final class Tensor {

    private final int[] shape;
    private final float[] data;

    /**
     * @param data the elements, the last axis fastest; shared, not copied
     * @param shape one size per axis; none gives a scalar
     */
    public Tensor(float[] data, int... shape) {
        if (data.length != size(shape))
            throw new IllegalArgumentException("a tensor of shape " + Arrays.toString(shape)
                    + " has " + size(shape) + " elements, got " + data.length);
        this.shape = shape.clone();
        this.data = data;
    }

    /** Makes a tensor of zeros. */
    public static Tensor zeros(int... shape) {
        return new Tensor(new float[size(shape)], shape);
    }

    /** Makes a tensor with the same value everywhere. */
    public static Tensor full(float value, int... shape) {
        Tensor t = zeros(shape);
        Arrays.fill(t.data, value);
        return t;
    }

    /** Returns the number of elements that a shape has; throws when it is 2^31 or more. */
    public static int size(int... shape) {
        long n = 1;
        for (int s : shape) {
            if (s < 0) throw new IllegalArgumentException("negative size in " + Arrays.toString(shape));
            n = Math.multiplyExact(n, s);
        }
        return Math.toIntExact(n);
    }

    /** Returns a copy of the shape. */
    public int[] shape() {
        return shape.clone();
    }

    public int rank() {
        return shape.length;
    }

    /** Returns the size of an axis; negative counts from the end, as in {@code size(-1)}. */
    public int size(int axis) {
        return shape[axis < 0 ? axis + shape.length : axis];
    }

    /** Returns the number of elements. */
    public int size() {
        return data.length;
    }

    /** Returns the live array. */
    public float[] data() {
        return data;
    }

    /** Returns N of {@code [N, C, spatial...]}. */
    public int batch() {
        return shape[0];
    }

    /** Returns C of {@code [N, C, spatial...]}. */
    public int channels() {
        return shape[1];
    }

    /** Returns the spatial sizes of {@code [N, C, spatial...]}: {@code (D,) H, W}. */
    public int[] spatial() {
        return Arrays.copyOfRange(shape, 2, shape.length);
    }

    /** Returns the same memory under another shape of the same size. */
    public Tensor reshaped(int... newShape) {
        return new Tensor(data, newShape);
    }

    public Tensor copy() {
        return new Tensor(data.clone(), shape);
    }

    /** Returns a copy of sample {@code n} of {@code [N, ...]} as {@code [1, ...]}. */
    public Tensor sample(int n) {
        int[] one = shape.clone();
        one[0] = 1;
        int length = size(one);
        return new Tensor(Arrays.copyOfRange(data, n * length, (n + 1) * length), one);
    }

    /** Shows the same memory as an imglib2 image with the axes reversed: {@code (X, Y, ..., C, N)}. */
    public ArrayImg<FloatType, FloatArray> img() {
        long[] dims = new long[shape.length];
        for (int i = 0; i < dims.length; i++) dims[i] = shape[shape.length - 1 - i];
        return ArrayImgs.floats(data, dims);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor t && Arrays.equals(shape, t.shape) && Arrays.equals(data, t.data);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return "Tensor" + Arrays.toString(shape);
    }
}
