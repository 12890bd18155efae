// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.perturb.Fill;
import io.github.explainj.perturb.Samples.Path;
import io.github.explainj.probe.Differentiation;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The mean over baselines of the mean over random points of {@code (x - b) df/dx}, and its standard
 * error: the baselines are given, so only the spread along each line counts. The error is that of
 * independent points; as each part of a line has one, the mean is better than it says.
 */
final class BaselineMeans {

    private final Probe probe;
    private final Sample input;
    private final List<Line> lines = new ArrayList<>();
    private final double[][] sums;
    private final double[][] squaredErrors;

    /**
     * What was done of one baseline.
     *
     * @param scores of the baseline by itself, per target
     */
    private record Line(int done, float[] scores) {}

    BaselineMeans(Probe probe, Sample input) {
        this.probe = probe;
        this.input = input;
        sums = new double[probe.targets()][input.x().size()];
        squaredErrors = new double[probe.targets()][input.x().size()];
    }

    /** Adds one baseline; returns false when the run was cancelled. */
    boolean add(Fill baseline, int samples, Random random) {
        List<Double> alphas = points(samples, random);
        Tensor difference = PathIntegral.difference(input, baseline);
        List<Moments> moments = new ArrayList<>();
        for (int t = 0; t < sums.length; t++) moments.add(new Moments(difference.shape()));
        float[] scores = PathIntegral.scores(probe, input, baseline);
        int done = probe.gradients(input, new Path(baseline, alphas), new Differentiation(Differentiation.INPUT),
                (i, t, d) -> {
                    moments.get(t).add(InputGradients.product(difference, d.gradient()));
                    return true;
                });
        if (done > 0) add(new Line(done, scores), moments);
        return done == samples;
    }

    /** One random point in each of n equal parts, in random order so that the first ones are a sample too. */
    private static List<Double> points(int n, Random random) {
        List<Double> points = new ArrayList<>();
        for (int i = 0; i < n; i++) points.add((i + random.nextDouble()) / n);
        Collections.shuffle(points, random);
        return points;
    }

    private void add(Line line, List<Moments> moments) {
        lines.add(line);
        for (int t = 0; t < sums.length; t++)
            for (int i = 0; i < sums[t].length; i++) {
                sums[t][i] += moments.get(t).mean(i);
                squaredErrors[t][i] += moments.get(t).squaredError(i);
            }
    }

    /**
     * Returns per target the map, what is shown beside it, and its standard error.
     *
     * @param fills all that were asked for
     * @param each samples per baseline
     */
    List<Finding> findings(List<Fill> fills, int each, float[] scores, Show show) {
        List<Finding> findings = new ArrayList<>();
        for (int t = 0; t < sums.length; t++) {
            Tensor map = shared(sums[t]);
            Tensor error = shared(Arrays.stream(squaredErrors[t]).map(Math::sqrt).toArray());
            Map<String, Object> facts = facts(fills, each, Completeness.of(map, scores[t], from(t)));
            findings.addAll(show.with(new Finding.Attribution(t, "expected_gradients", map, true, "score", facts)));
            findings.add(new Finding.Attribution(t, "expected_gradients_error", error, false,
                    "standard error of: score", facts));
        }
        return findings;
    }

    /** Divides by the number of baselines; NaN when there are none. */
    private Tensor shared(double[] sum) {
        Tensor mean = Tensor.zeros(input.x().shape());
        for (int i = 0; i < sum.length; i++) mean.data()[i] = (float) (sum[i] / lines.size());
        return mean;
    }

    private double from(int target) {
        return lines.stream().mapToDouble(l -> l.scores()[target]).average().orElse(Double.NaN);
    }

    private Map<String, Object> facts(List<Fill> fills, int each, Completeness completeness) {
        Map<String, Object> facts = new LinkedHashMap<>();
        int done = lines.stream().mapToInt(Line::done).sum();
        facts.put("baselines", fills.stream().map(f -> f.describe(input.scene())).toList());
        facts.put("samples", done);
        Partial.addTo(facts, done, each * fills.size());
        completeness.addTo(facts);
        return facts;
    }
}
