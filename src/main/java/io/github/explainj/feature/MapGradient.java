// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The cost of a t-SNE map and its gradient (van der Maaten and Hinton 2008, eq. 5 and 6; split into pull and
 * push as in van der Maaten 2014, eq. 9). Each point's sums are made in one order, so that every run has the
 * same bits.
 *
 * @param affinities what the map is to show
 * @param repulsion of a map {@code [n * 2]}: all pairs, or a {@link QuadTree}
 */
record MapGradient(Affinities affinities, Function<double[], Repulsion> repulsion) {

    /**
     * Returns {@code dC/dy}, {@code [n * 2]}.
     *
     * @param map {@code [n * 2]}
     * @param exaggeration by which affinities are multiplied
     */
    double[] at(double[] map, double exaggeration) {
        int n = map.length / 2;
        Repulsion push = repulsion.apply(map);
        double[] apart = new double[map.length];
        double[] sums = new double[n];
        double[] gradient = new double[map.length];
        IntStream.range(0, n).parallel().forEach(i -> {
            double[] force = new double[2];
            sums[i] = push.on(map[2 * i], map[2 * i + 1], force);
            apart[2 * i] = force[0];
            apart[2 * i + 1] = force[1];
            pull(map, i, exaggeration, gradient);
        });
        double z = Arrays.stream(sums).sum();
        for (int a = 0; a < gradient.length; a++) gradient[a] = 4 * (gradient[a] - apart[a] / z);
        return gradient;
    }

    private void pull(double[] map, int i, double exaggeration, double[] gradient) {
        int[] others = affinities.others()[i];
        double x = 0;
        double y = 0;
        for (int k = 0; k < others.length; k++) {
            double dx = map[2 * i] - map[2 * others[k]];
            double dy = map[2 * i + 1] - map[2 * others[k] + 1];
            double w = exaggeration * affinities.p()[i][k] / (1 + dx * dx + dy * dy);
            x += w * dx;
            y += w * dy;
        }
        gradient[2 * i] = x;
        gradient[2 * i + 1] = y;
    }

    /** Returns the cost: the Kullback-Leibler divergence of the map from the affinities, in nats. */
    double divergence(double[] map) {
        int n = map.length / 2;
        Repulsion push = repulsion.apply(map);
        double z = IntStream.range(0, n).mapToDouble(i -> push.on(map[2 * i], map[2 * i + 1], new double[2])).sum();
        double cost = 0;
        for (int i = 0; i < n; i++)
            for (int k = 0; k < affinities.others()[i].length; k++) {
                int j = affinities.others()[i][k];
                double dx = map[2 * i] - map[2 * j];
                double dy = map[2 * i + 1] - map[2 * j + 1];
                double p = affinities.p()[i][k];
                if (p > 0) cost += p * StrictMath.log(p * z * (1 + dx * dx + dy * dy));
            }
        return cost;
    }
}
