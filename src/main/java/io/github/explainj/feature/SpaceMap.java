// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Points on a plane, and what must be known to read them.
 *
 * @param positions {@code [n][2]}
 * @param axes what they are called
 * @param facts of how it was made
 * @param remark on this map; may be empty
 * @param caution on any map of its kind
 */
record SpaceMap(double[][] positions, List<String> axes, Map<String, Object> facts, String remark, String caution) {

    /** Components that t-SNE sees: the paper's 30 to 50 (van der Maaten and Hinton 2008, section 4.2). */
    static final int SEEN = 50;

    /** Takes the first two principal components. */
    static SpaceMap ofComponents(PrincipalComponents components) {
        double[] shares = Arrays.copyOf(components.shares(), Math.max(2, components.variances().length));
        double[][] positions = Arrays.stream(components.points()).map(p -> Arrays.copyOf(p, 2))
                .toArray(double[][]::new);
        List<String> axes = List.of("PC 1 (" + percent(shares[0]) + ")", "PC 2 (" + percent(shares[1]) + ")");
        return new SpaceMap(positions, axes, Map.of(), "", "The two axes show " + percent(shares[0] + shares[1])
                + " of the variance: points that lie together here may be apart along other axes.");
    }

    /** Embeds neighbours with t-SNE. */
    static SpaceMap ofNeighbours(PrincipalComponents components, double perplexity, Tsne tsne, Watch watch) {
        Tsne.Embedding found = tsne.of(components.first(SEEN), watch);
        double[][] positions = new double[components.points().length][];
        for (int i = 0; i < positions.length; i++) positions[i] = Arrays.copyOfRange(found.map(), 2 * i, 2 * i + 2);
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("perplexity", found.perplexity());
        facts.put("iterations", found.iterations());
        facts.put("seed", tsne.seed());
        facts.put("components_seen", Math.min(SEEN, components.variances().length));
        facts.put("barnes_hut", positions.length > Tsne.EXACT);
        facts.put("kl_divergence", found.divergence());
        String remark = found.perplexity() == perplexity ? "" : String.format(Locale.ROOT,
                "The perplexity is %.1f instead of %s: %d images allow no more (a third of the others).",
                found.perplexity(), shortly(perplexity), positions.length);
        return new SpaceMap(positions, List.of("t-SNE 1", "t-SNE 2"), facts, remark,
                "t-SNE keeps neighbours together and nothing else: how far groups lie apart, how large or dense they"
                + " are and which way the axes run mean nothing, and groups may appear where there are none. Another"
                + " perplexity or seed gives another map; believe what all of them show.");
    }

    private static String shortly(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
