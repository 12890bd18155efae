// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.perturb.DenseMasks;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Turns masks and their scores into maps, a group of targets at a time so that memory stays small. */
interface RiseEstimator {

    /** Sums kept at once, in bytes. */
    long MEMORY = 64L << 20;

    /**
     * @param scores one row per target, one score per mask
     * @return one map per target
     */
    List<RiseMap> maps(double[][] scores);

    /** Applies a step to as many targets at a time as fit into memory. */
    static List<RiseMap> inGroups(double[][] scores, int size, Function<double[][], List<RiseMap>> step) {
        int group = (int) Math.max(1, MEMORY / (8L * size));
        List<RiseMap> maps = new ArrayList<>();
        for (int t = 0; t < scores.length; t += group)
            maps.addAll(step.apply(Arrays.copyOfRange(scores, t, Math.min(t + group, scores.length))));
        return maps;
    }

    /**
     * The centred estimate: the slope {@code b = Cov(s, m) / Var(m)} of a straight line of the score
     * on the mask's value, per element, with the standard error of that slope, {@code
     * sqrt((Var(s) - b Cov(s, m)) / ((n - 2) Var(m)))}. An offset of the score changes nothing.
     */
    record Centred(DenseMasks masks, int size) implements RiseEstimator {

        /** Below this a mask element hardly varies, and a slope on it is rounding. */
        private static final double LEAST_VARIANCE = 1e-6;

        @Override
        public List<RiseMap> maps(double[][] scores) {
            int n = scores[0].length;
            double[] ones = new double[n];
            Arrays.fill(ones, 1);
            double[] variance = masks.squares(size, ones)[0];
            double[] mean = masks.sums(size, ones)[0];
            for (int i = 0; i < size; i++) variance[i] = variance[i] / n - mean[i] / n * (mean[i] / n);
            return inGroups(scores, size, group -> slopes(group, variance));
        }

        private List<RiseMap> slopes(double[][] scores, double[] variance) {
            double[][] centred = new double[scores.length][];
            for (int t = 0; t < scores.length; t++) {
                double mean = Summary.of(scores[t]).mean();
                centred[t] = Arrays.stream(scores[t]).map(s -> s - mean).toArray();
            }
            double[][] covariance = masks.sums(size, centred);
            List<RiseMap> maps = new ArrayList<>();
            for (int t = 0; t < scores.length; t++) maps.add(slope(centred[t], covariance[t], variance));
            return maps;
        }

        private static RiseMap slope(double[] scores, double[] sums, double[] variance) {
            int n = scores.length;
            double spread = Arrays.stream(scores).map(s -> s * s).sum() / n;
            RiseMap map = new RiseMap(new float[sums.length], new float[sums.length]);
            for (int i = 0; i < sums.length; i++) {
                boolean varies = variance[i] > LEAST_VARIANCE && n > 2;
                double slope = varies ? sums[i] / n / variance[i] : Double.NaN;
                double rest = Math.max(0, spread - slope * slope * variance[i]);
                map.values()[i] = (float) slope;
                map.errors()[i] = (float) (varies ? Math.sqrt(rest / ((n - 2) * variance[i])) : Double.NaN);
            }
            return map;
        }
    }

    /**
     * The original estimate {@code sum_k s_k m_k / (n p)}, with the standard error of that mean. It
     * means something for probabilities; an offset of the score drowns it in the masks' density.
     */
    record Original(DenseMasks masks, int size, double keep) implements RiseEstimator {

        @Override
        public List<RiseMap> maps(double[][] scores) {
            return inGroups(scores, size, group -> {
                double[][] sum = masks.sums(size, group);
                double[][] square = masks.squares(size, Arrays.stream(group)
                        .map(row -> Arrays.stream(row).map(s -> s * s).toArray()).toArray(double[][]::new));
                List<RiseMap> maps = new ArrayList<>();
                for (int t = 0; t < group.length; t++) maps.add(mean(sum[t], square[t], group[t].length));
                return maps;
            });
        }

        private RiseMap mean(double[] sum, double[] square, int n) {
            RiseMap map = new RiseMap(new float[size], new float[size]);
            for (int i = 0; i < size; i++) {
                double mean = sum[i] / n;
                double variance = Math.max(0, square[i] / n - mean * mean);
                map.values()[i] = (float) (mean / keep);
                map.errors()[i] = (float) (n > 1 ? Math.sqrt(variance / (n - 1)) / keep : Double.NaN);
            }
            return map;
        }
    }
}
