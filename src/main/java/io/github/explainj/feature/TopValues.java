// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import java.util.Arrays;

/**
 * The largest of very many values: exact, in memory that does not grow with them. NaN and infinite values
 * are left out.
 */
final class TopValues {

    private final int most;
    private float[] kept = new float[2];
    private int used;
    private long count;

    /** @param most how many of the largest are kept; there is room for twice as many */
    TopValues(int most) {
        this.most = most;
    }

    void add(float[] values) {
        for (float v : values) {
            if (!Float.isFinite(v)) continue;
            count++;
            if (used == kept.length) makeRoom();
            kept[used++] = v + 0f;
        }
    }

    private void makeRoom() {
        if (kept.length < 2L * most) kept = Arrays.copyOf(kept, (int) Math.min(2L * kept.length, 2L * most));
        else shrink();
    }

    /** Keeps the largest ones, in ascending order, in front. */
    private void shrink() {
        Arrays.sort(kept, 0, used);
        int drop = Math.max(0, used - most);
        System.arraycopy(kept, drop, kept, 0, used - drop);
        used -= drop;
    }

    /** Returns how many values there were. */
    long count() {
        return count;
    }

    /** Returns the share that {@link #above} can be asked for: 1 unless there were more values than room. */
    double largestShare() {
        return count <= most ? 1 : (most - 1) / (double) count;
    }

    /**
     * Returns the value that a share of all values exceeds: k = ceil(share * count), at least 1, values are
     * at or above it besides itself. With ties fewer lie strictly above it.
     *
     * @param share above 0, at most {@link #largestShare()}; a larger one is taken for that
     */
    double above(double share) {
        if (count == 0) return Double.NaN;
        shrink();
        long k = Math.max(1, (long) Math.ceil(Math.min(share, largestShare()) * count - 1e-9));
        return kept[(int) Math.max(0, used - 1 - k)];
    }
}
