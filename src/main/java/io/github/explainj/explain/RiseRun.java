// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.probe.Sink;
import java.util.Arrays;
import java.util.List;

/** Collects the scores of masks as they come, and stops when the maps are sharp enough. */
final class RiseRun implements Sink {

    private static final int FIRST_LOOK = 200;
    private static final double NEXT_LOOK = 1.25;

    private final double[][] scores;
    private final RiseEstimator estimator;
    private final double stop;
    private int done;
    private int nextLook = FIRST_LOOK;
    private boolean settled;

    /**
     * @param stop share of the map's range; 0 to never stop early
     */
    RiseRun(int targets, int declared, RiseEstimator estimator, double stop) {
        this.scores = new double[targets][declared];
        this.estimator = estimator;
        this.stop = stop;
    }

    @Override
    public boolean accept(int index, float[] s) {
        for (int t = 0; t < scores.length; t++) scores[t][index] = s[t];
        done = index + 1;
        if (stop > 0 && done == nextLook) {
            nextLook = (int) Math.ceil(done * NEXT_LOOK);
            settled = maps().stream().allMatch(m -> m.medianError() <= stop * m.range());
        }
        return !settled;
    }

    /** Returns one map per target from the scores so far. */
    List<RiseMap> maps() {
        return estimator.maps(Arrays.stream(scores).map(row -> Arrays.copyOf(row, done)).toArray(double[][]::new));
    }

    int done() {
        return done;
    }

    int declared() {
        return scores[0].length;
    }

    /** Returns whether it stopped because the maps are sharp enough. */
    boolean isSettled() {
        return settled;
    }
}
