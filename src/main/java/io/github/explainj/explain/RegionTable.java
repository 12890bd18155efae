// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What hiding regions one by one did to one target's score, as a table.
 *
 * @param regions all regions that were asked for
 * @param seen the indices of those that lie in what the model sees
 * @param before the score of the unchanged input
 * @param scores of seen region k hidden at 2k and alone at 2k + 1; shorter when the run was stopped
 */
record RegionTable(Regions regions, List<Integer> seen, double before, double[] scores) {

    /** Name of the column that {@link #finding} ranks by. */
    static final String DIFFERENCE = "difference";

    private static final List<String> COLUMNS =
            List.of("region", "score before", "score after", DIFFERENCE, "score alone", "rank", "pixels");

    /** Returns a row per region; NaN where a region is outside what the model sees or was not reached. */
    Finding.Scores finding(int target, String fill) {
        double[] after = spread(0);
        double[] alone = spread(1);
        List<List<Object>> rows = new ArrayList<>();
        for (int r = 0; r < regions.count(); r++)
            rows.add(List.of(regions.names().get(r), before, after[r], before - after[r], alone[r], rank(after, r),
                    regions.positions().get(r).length));
        return new Finding.Scores(target, "region_occlusion", COLUMNS, rows, facts(fill));
    }

    private double[] spread(int which) {
        double[] all = new double[regions.count()];
        java.util.Arrays.fill(all, Double.NaN);
        for (int k = 0; 2 * k + which < scores.length; k++) all[seen.get(k)] = scores[2 * k + which];
        return all;
    }

    /** Returns 1 for the region whose hiding lowers the score most; ties share the better rank. */
    private static Object rank(double[] after, int region) {
        if (Double.isNaN(after[region])) return Double.NaN;
        int rank = 1;
        for (double a : after) if (a < after[region]) rank++;
        return rank;
    }

    private Map<String, Object> facts(String fill) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("fill", fill);
        facts.put("score", before);
        facts.put("regions", regions.count());
        List<String> outside = new ArrayList<>();
        for (int r = 0; r < regions.count(); r++) if (!seen.contains(r)) outside.add(regions.names().get(r));
        if (!outside.isEmpty()) facts.put("outside_the_models_view", outside);
        Partial.addTo(facts, scores.length, 2 * seen.size());
        return facts;
    }
}
