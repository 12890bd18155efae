// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.explain.Explainer;
import io.github.explainj.explain.Finding;
import io.github.explainj.explain.RegionOcclusion;
import io.github.explainj.explain.RegionTable;
import io.github.explainj.explain.Regions;
import io.github.explainj.explain.ThresholdRegions;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds the table to a method's maps: with the user's regions the effect that each one has when it is
 * hidden, measured; without any, the regions that stand out in the map.
 */
final class RegionTables {

    private RegionTables() {}

    static List<Finding> of(Explainer method, Probe probe, Sample sample, Regions regions, List<Finding> findings) {
        List<Finding.Attribution> maps = main(findings);
        if (maps.isEmpty() || sample.grid().rank() < 2) return List.of();
        if (regions.isEmpty()) return maps.stream().map(ThresholdRegions::of).map(f -> (Finding) f).toList();
        List<Finding> tables = new RegionOcclusion().explain(probe, sample, regions);
        List<Finding> joined = new ArrayList<>();
        for (int t = 0; t < tables.size(); t++)
            joined.add(RegionTable.withMap((Finding.Scores) tables.get(t), maps.get(t), regions));
        return joined;
    }

    /** Returns the first map of each target, which is the method's own; others are its errors. */
    private static List<Finding.Attribution> main(List<Finding> findings) {
        List<Finding.Attribution> maps = new ArrayList<>();
        for (Finding f : findings)
            if (f instanceof Finding.Attribution a && a.target() == maps.size()) maps.add(a);
        return maps;
    }
}
