// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.perturb.Boxes;
import io.github.explainj.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The windows that lie on background, whose effects tell what hiding nothing of interest does.
 *
 * <p>With {@code d_k} the mean of |x - b| over the elements of window k (x what the model is fed, b
 * the fill there), these are the windows with {@code d_k} not above the 20th percentile of all
 * {@code d_k}: where there is most nearly already what the occluder puts. On an image without
 * background they lie on what is nearest to it, and the null distribution is then too wide.
 *
 * @param windows their indices
 */
record NullWindows(int[] windows) {

    private static final double SHARE = 0.2;
    private static final int FEWEST = 5;

    /**
     * @param done how many windows have been measured, from the first
     * @param x what the model is fed, {@code [1, C, spatial...]}
     * @param fill what it is replaced by, of the same shape
     */
    static NullWindows of(Boxes windows, int done, Tensor x, Tensor fill) {
        int[] shape = Arrays.copyOfRange(x.shape(), 1, x.rank());
        double[] change = new double[done];
        for (int k = 0; k < done; k++) {
            double[] sum = new double[1];
            BoxRows.each(windows.box(k), shape, (from, to) -> {
                for (int i = from; i < to; i++) sum[0] += Math.abs((double) x.data()[i] - fill.data()[i]);
            });
            change[k] = sum[0] / windows.box(k).size();
        }
        double limit = Summary.quantile(change, SHARE);
        return new NullWindows(IntStream.range(0, done).filter(k -> change[k] <= limit).toArray());
    }

    /** Adds mean, standard deviation and the 95th percentile of |effect|, when there are 5 or more. */
    void addTo(Map<String, Object> facts, double[] effects) {
        if (windows.length < FEWEST) return;
        double[] here = Arrays.stream(windows).mapToDouble(k -> effects[k]).toArray();
        Summary summary = Summary.of(here);
        facts.put("null_windows", here.length);
        facts.put("null_mean", summary.mean());
        facts.put("null_sd", summary.sd());
        facts.put("null_q95", Summary.quantile(Arrays.stream(here).map(Math::abs).toArray(), 0.95));
    }
}
