// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The numbers that go with a map: the variance that components explain, and how far the map can be trusted.
 *
 * @param classes of each point; empty for none
 */
record SpaceReport(PrincipalComponents components, SpaceMap map, MapQuality quality, List<String> classes) {

    private static final int COMPONENTS = 10;

    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>(map.facts());
        facts.put("explained_variance_ratio", Arrays.stream(components.shares()).limit(COMPONENTS).boxed().toList());
        facts.put("neighbours", quality.neighbours());
        facts.put("trustworthiness", quality.trustworthiness());
        facts.put("purity_map", quality.mapPurity());
        facts.put("purity_space", quality.spacePurity());
        facts.put("purity_chance", chance());
        return facts;
    }

    /** Returns the purity that points at random would have; NaN without classes. */
    private double chance() {
        List<String> known = classes.stream().filter(c -> !c.isEmpty()).toList();
        double n = known.size();
        return known.stream().distinct().mapToDouble(c -> Collections.frequency(known, c)).map(k -> k * (k - 1)).sum()
                / (n * (n - 1));
    }

    /** Makes the table. */
    Finding.Scores scores(Map<String, Object> facts) {
        List<List<Object>> rows = new ArrayList<>();
        double[] shares = components.shares();
        double sum = 0;
        for (int k = 0; k < Math.min(COMPONENTS, shares.length); k++) {
            sum += shares[k];
            rows.add(List.of("explained variance PC " + (k + 1), shares[k],
                    "share of the total; with those before it " + shown(sum)));
        }
        String near = "the " + quality.neighbours() + " nearest";
        rows.add(List.of("trustworthiness", quality.trustworthiness(),
                "1: " + near + " on the map are near in feature space; 0.5: chance"));
        rows.add(List.of("purity on the map", quality.mapPurity(), "share of " + near + " with the same class"));
        rows.add(List.of("purity in feature space", quality.spacePurity(), "the same among the vectors"));
        rows.add(List.of("purity by chance", chance(), "the same of points at random"));
        Stream.of("perplexity", "kl_divergence").filter(map.facts()::containsKey)
                .forEach(f -> rows.add(List.of(f.replace('_', ' '), map.facts().get(f), "")));
        rows.removeIf(row -> Double.valueOf(Double.NaN).equals(row.get(1))); // there are no classes
        Map<String, Object> own = new LinkedHashMap<>(facts);
        own.keySet().removeAll(List.of(Finding.REMARK, Finding.CAUTION));
        return new Finding.Scores(0, "feature_space_quality", List.of("measure", "value", "meaning"), rows, own);
    }

    private static String shown(double share) {
        return String.format(java.util.Locale.ROOT, "%.3f", share);
    }
}
