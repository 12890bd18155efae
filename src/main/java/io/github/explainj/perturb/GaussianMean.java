// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

import io.github.explainj.tensor.Tensor;
import java.util.stream.IntStream;

/** A Gaussian mean over the finite pixels of each channel; beyond the border there is nothing to average. */
final class GaussianMean {

    private GaussianMean() {}

    /**
     * @param image {@code [1, C, spatial...]}
     * @param sigmas one per spatial axis, in pixels
     * @return of the same shape; where no pixel within 3 sigma is finite, the channel's mean
     */
    static Tensor of(Tensor image, double[] sigmas) {
        int n = image.size();
        double[] sum = new double[n];
        double[] weight = new double[n];
        for (int i = 0; i < n; i++)
            if (Float.isFinite(image.data()[i])) {
                sum[i] = image.data()[i];
                weight[i] = 1;
            }
        for (int a = 0; a < sigmas.length; a++) {
            blur(sum, image.shape(), a + 2, kernel(sigmas[a]));
            blur(weight, image.shape(), a + 2, kernel(sigmas[a]));
        }
        return divided(image, sum, weight);
    }

    private static Tensor divided(Tensor image, double[] sum, double[] weight) {
        Tensor mean = Tensor.zeros(image.shape());
        int size = image.size() / image.channels();
        for (int c = 0; c < image.channels(); c++) {
            double all = Statistics.of(image, c).mean();
            for (int i = c * size; i < (c + 1) * size; i++)
                mean.data()[i] = (float) (weight[i] > 0 ? sum[i] / weight[i] : all);
        }
        return mean;
    }

    /** Returns one half of the Gaussian, the centre first; the mean divides by the sum of the weights. */
    private static double[] kernel(double sigma) {
        double[] k = new double[(int) Math.ceil(3 * sigma) + 1];
        for (int i = 0; i < k.length; i++) k[i] = Math.exp(-0.5 * i * i / (sigma * sigma));
        return k;
    }

    private static void blur(double[] data, int[] shape, int axis, double[] kernel) {
        int length = shape[axis];
        int step = 1;
        for (int a = axis + 1; a < shape.length; a++) step *= shape[a];
        int stride = step;
        // each line is written by one thread alone, so the result does not depend on their number
        IntStream.range(0, data.length / length).parallel()
                .forEach(l -> line(data, l / stride * stride * length + l % stride, stride, length, kernel));
    }

    private static void line(double[] data, int start, int step, int length, double[] kernel) {
        double[] in = new double[length];
        for (int i = 0; i < length; i++) in[i] = data[start + i * step];
        for (int i = 0; i < length; i++) {
            double sum = 0;
            int to = Math.min(length - 1, i + kernel.length - 1);
            for (int j = Math.max(0, i - kernel.length + 1); j <= to; j++) sum += kernel[Math.abs(i - j)] * in[j];
            data[start + i * step] = sum;
        }
    }
}
