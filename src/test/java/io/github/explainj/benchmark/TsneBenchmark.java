// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.benchmark;

import io.github.explainj.feature.TimedMap;

/**
 * Measures t-SNE over all pairs and by Barnes-Hut (theta 0.5) on ten clusters of 50 dimensions.
 *
 * <p>{@code mvn -q test-compile exec:java -Dexec.classpathScope=test
 * -Dexec.mainClass=io.github.explainj.benchmark.TsneBenchmark}, optionally {@code -Dexec.args=ITERATIONS} (1000).
 */
public final class TsneBenchmark {

    private TsneBenchmark() {}

    public static void main(String[] args) {
        int iterations = args.length > 0 ? Integer.parseInt(args[0]) : 1000;
        TimedMap.of(500, 100, true); // warms up
        TimedMap.of(500, 100, false);
        System.out.println("| points | way | seconds | divergence | purity |");
        for (int n : new int[] {1000, 2000, 5000})
            for (boolean exact : new boolean[] {true, false}) {
                TimedMap found = TimedMap.of(n, iterations, exact);
                System.out.printf("| %d | %s | %.1f | %.4f | %.3f |%n", n, exact ? "all pairs" : "Barnes-Hut", found.seconds(),
                        found.divergence(), found.purity());
            }
    }
}
