// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.explain.Explainer;
import io.github.explainj.explain.Finding;
import io.github.explainj.explain.MapStatistics;
import io.github.explainj.explain.RegionOcclusion;
import io.github.explainj.explain.Regions;
import io.github.explainj.explain.ThresholdRegions;
import io.github.explainj.input.Geometry;
import io.github.explainj.probe.Probe;
import io.github.explainj.registry.Registry;
import io.github.explainj.registry.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds the table to a method's maps: with the user's regions the effect that each one has when it is
 * hidden, measured; without any, the regions that stand out in the map.
 */
final class RegionTables {

    private static final List<String> POSITION = List.of("z", "y", "x");

    private RegionTables() {}

    static List<Finding> of(Explainer method, Probe probe, Piece piece, Regions regions, List<Finding> findings) {
        List<Finding.Attribution> maps = ofTheMethod(findings);
        if (maps.isEmpty() || piece.sample().grid().rank() < 2) return List.of();
        if (regions.isEmpty()) return maps.stream().map(m -> peaks(m, piece.geometry())).toList();
        List<Finding> joined = new ArrayList<>();
        for (Finding table : regionOcclusion(method).explain(probe, piece.sample(), regions))
            joined.add(MapStatistics.add((Finding.Scores) table, regions, List.of(maps.get(table.target()))));
        return joined;
    }

    /** Returns the table of what stands out in a map, with positions in pixels of the image. */
    static Finding peaks(Finding.Attribution map, Geometry place) {
        return onImage(new ThresholdRegions().table(map), place);
    }

    /** Returns the first map of each target, which is the method's own; others are its errors. */
    static List<Finding.Attribution> ofTheMethod(List<Finding> findings) {
        List<Finding.Attribution> maps = new ArrayList<>();
        for (Finding f : findings)
            if (f instanceof Finding.Attribution a && a.target() == maps.size()) maps.add(a);
        return maps;
    }

    /** Hides regions under the same fill as the method that made the map. */
    private static Explainer regionOcclusion(Explainer method) {
        Schema<Explainer> own = Registry.schemaOf(method);
        Map<String, String> same = new LinkedHashMap<>();
        if (own.has("fill")) same.put("fill", own.values(method).get("fill"));
        return Schema.<Explainer>of(RegionOcclusion.class).create(same);
    }

    /** Turns positions in model pixels into pixels of the image. */
    private static Finding onImage(Finding.Scores table, Geometry place) {
        List<List<Object>> rows = new ArrayList<>();
        for (List<Object> row : table.rows()) {
            List<Object> moved = new ArrayList<>(row);
            int rank = place.image().size();
            for (int a = 0; a < rank; a++) {
                int column = table.columns().indexOf(POSITION.get(3 - rank + a));
                double model = ((Number) row.get(column)).doubleValue();
                moved.set(column, (model + 0.5) / place.scale().get(a) - 0.5 + place.offset().get(a));
            }
            rows.add(moved);
        }
        return new Finding.Scores(table.target(), table.name(), table.columns(), rows, table.facts());
    }
}
