// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

/**
 * Exact order statistics of a part of an array, without copying or sorting it; values that are not
 * finite are left out. Two passes by the upper and the lower 16 bits of the floats' order.
 */
final class Quantiles {

    private final float[] data;
    private final int from;
    private final int to;
    private final long[] upper = new long[1 << 16];
    private final long count;

    Quantiles(float[] data, int from, int to) {
        this.data = data;
        this.from = from;
        this.to = to;
        long n = 0;
        for (int i = from; i < to; i++)
            if (Float.isFinite(data[i])) {
                upper[order(data[i]) >>> 16]++;
                n++;
            }
        count = n;
    }

    /** Returns how many finite values there are. */
    long count() {
        return count;
    }

    /** Returns the q-quantile, q in [0, 1], linear between order statistics (numpy's default). */
    double at(double q) {
        double position = q * (count - 1);
        long k = (long) Math.floor(position);
        double low = select(k);
        return position == k ? low : low + (position - k) * (select(k + 1) - low);
    }

    private double select(long k) {
        int top = 0;
        long before = 0;
        while (before + upper[top] <= k) before += upper[top++];
        int[] lower = new int[1 << 16];
        for (int i = from; i < to; i++) {
            int order = order(data[i]);
            if (order >>> 16 == top && Float.isFinite(data[i])) lower[order & 0xffff]++;
        }
        int low = 0;
        while (before + lower[low] <= k) before += lower[low++];
        return value(top << 16 | low);
    }

    /** Maps floats to unsigned integers of the same order. */
    private static int order(float v) {
        int bits = Float.floatToIntBits(v == 0 ? 0f : v);
        return bits < 0 ? ~bits : bits ^ 0x80000000;
    }

    private static float value(int order) {
        return Float.intBitsToFloat(order < 0 ? order ^ 0x80000000 : ~order);
    }
}
