// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.ChannelMaps;
import io.github.explainj.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Collects the cells that are factorised, a vector of K channels each. Of more values than are kept, cells are left
 * out by lot, with a seed and the same share of every image.
 */
final class FactorCells {

    /** 2^22 values: 8192 cells of 512 channels. More would take minutes and hardly change the factors. */
    static final int MOST_VALUES = 1 << 22;

    private final List<float[]> rows = new ArrayList<>();
    private final List<Double> lots = new ArrayList<>();
    private final String layer;
    private final int most;
    private final Random random;
    private double winning = 1;
    private int images;
    private long seen;
    private long negative;
    private long values;

    /**
     * @param layer for messages
     * @param mostValues that are kept
     */
    FactorCells(String layer, int channels, int mostValues, long seed) {
        this.layer = layer;
        this.most = Math.max(1, mostValues / channels);
        this.random = new Random(seed);
    }

    /** Adds the cells of one image; what is below 0 is set to 0. */
    void add(ChannelMaps maps) {
        count(maps);
        for (int p = 0; p < maps.cells(); p++) {
            double lot = random.nextDouble();
            if (lot >= winning) continue;
            rows.add(cell(maps, p));
            lots.add(lot);
            if (rows.size() > most) thin();
        }
    }

    private void count(ChannelMaps maps) {
        for (float[] row : maps.rows())
            for (float v : row) {
                if (!Float.isFinite(v))
                    throw new Problem("A05", "layer=" + layer + " cannot be factorised: it is " + v + " in places. Name another layer, or look"
                            + " for values in the image or the model that are no numbers.");
                if (v < 0) negative++;
            }
        values += (long) maps.channels() * maps.cells();
        seen += maps.cells();
        images++;
    }

    /** Leaves out every second cell. */
    private void thin() {
        winning /= 2;
        List<float[]> kept = IntStream.range(0, rows.size()).filter(i -> lots.get(i) < winning).mapToObj(rows::get).toList();
        rows.clear();
        rows.addAll(kept);
        lots.removeIf(lot -> lot >= winning);
    }

    /** Returns the channels of one cell, none below 0. */
    static float[] cell(ChannelMaps maps, int cell) {
        float[] row = new float[maps.channels()];
        for (int k = 0; k < row.length; k++) row[k] = Math.max(0, maps.row(k)[cell]);
        return row;
    }

    /** Returns A, {@code [n][K]}. */
    float[][] rows() {
        return rows.toArray(float[][]::new);
    }

    int images() {
        return images;
    }

    /** Returns how many cells there were. */
    long seen() {
        return seen;
    }

    /** Returns the share of values that were below 0. */
    double negativeShare() {
        return values == 0 ? 0 : negative / (double) values;
    }
}
