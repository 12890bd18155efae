// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;

/** Statistics of each channel of {@code [1, C, spatial...]} over its finite pixels. */
final class Statistics {

    private static final int BINS = 256;

    private final float[] data;
    private final int from;
    private final int to;
    private final Quantiles quantiles;

    private Statistics(Tensor image, int channel) {
        int size = image.size() / image.channels();
        data = image.data();
        from = channel * size;
        to = from + size;
        quantiles = new Quantiles(data, from, to);
        if (quantiles.count() == 0)
            throw new Problem("I08", "Channel " + (channel + 1) + " of the image has no finite pixel out of " + size
                    + ", so there is nothing to fill hidden pixels with. Correct the image, or give fill=NUMBER.");
    }

    static Statistics of(Tensor image, int channel) {
        return new Statistics(image, channel);
    }

    double quantile(double q) {
        return quantiles.at(q);
    }

    double mean() {
        double sum = 0;
        for (int i = from; i < to; i++) if (Float.isFinite(data[i])) sum += data[i];
        return sum / quantiles.count();
    }

    /**
     * Returns the most frequent intensity: the mean of the pixels in the fullest of the bins between
     * the 0.5th and 99.5th percentile. There are 256 bins; whole numbers get bins of a whole width,
     * so that an 8-bit image has one per grey value.
     */
    double mode() {
        double low = quantile(0.005);
        double range = quantile(0.995) - low;
        double width = isWhole() ? Math.max(1, Math.ceil((range + 1) / BINS)) : range / BINS;
        if (!(width > 0)) return low;
        double start = isWhole() ? Math.floor(low) : low;
        long[] counts = new long[BINS + 2];
        double[] sums = new double[BINS + 2];
        for (int i = from; i < to; i++) {
            if (!(data[i] >= start && data[i] <= low + range)) continue;
            int bin = (int) ((data[i] - start) / width);
            counts[bin]++;
            sums[bin] += data[i];
        }
        int fullest = 0;
        for (int b = 1; b < counts.length; b++) if (counts[b] > counts[fullest]) fullest = b;
        return sums[fullest] / counts[fullest];
    }

    /** Returns the root mean square distance from a centre of the pixels on one side of it. */
    double spread(double centre, boolean below) {
        double sum = 0;
        long n = 0;
        for (int i = from; i < to; i++) {
            if (!Float.isFinite(data[i]) || (below ? data[i] > centre : data[i] < centre)) continue;
            sum += (data[i] - centre) * (data[i] - centre);
            n++;
        }
        return n == 0 ? 0 : Math.sqrt(sum / n);
    }

    private boolean isWhole() {
        for (int i = from; i < to; i++) if (Float.isFinite(data[i]) && data[i] != Math.rint(data[i])) return false;
        return true;
    }
}
