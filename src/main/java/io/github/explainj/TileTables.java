// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.explain.Finding;
import io.github.explainj.input.Geometry;
import java.util.ArrayList;
import java.util.List;

/** Joins the tables of tiles: what stands out is found anew in the joined map, a region is read where it is seen best. */
final class TileTables {

    private TileTables() {}

    /** @param maps the joined maps */
    static List<Finding> of(List<Result> tiles, List<Finding> maps) {
        List<Finding> tables = new ArrayList<>();
        for (Finding f : tiles.get(0).findings())
            if (f instanceof Finding.Scores s && s.columns().contains("rank")) tables.add(regions(s, tiles));
        return tables.isEmpty() ? peaks(tiles.get(0).geometry(), maps) : tables;
    }

    private static List<Finding> peaks(Geometry tile, List<Finding> maps) {
        Geometry whole = Geometry.same(tile.image());
        return RegionTables.ofTheMethod(maps).stream().map(m -> RegionTables.peaks(m, whole)).toList();
    }

    /** Takes each region's row from the tile that sees most of its pixels, and ranks anew. */
    private static Finding regions(Finding.Scores first, List<Result> tiles) {
        List<List<Object>> rows = new ArrayList<>();
        int pixels = first.columns().indexOf("pixels");
        for (int r = 0; r < first.rows().size(); r++) {
            List<Object> best = first.rows().get(r);
            for (Result tile : tiles) {
                List<Object> row = table(tile, first).rows().get(r);
                if (number(row, pixels) > number(best, pixels)) best = row;
            }
            rows.add(new ArrayList<>(best));
        }
        rank(rows, first.columns().indexOf("difference"), first.columns().indexOf("rank"));
        return new Finding.Scores(first.target(), first.name(), first.columns(), rows, first.facts());
    }

    private static Finding.Scores table(Result tile, Finding.Scores like) {
        return tile.findings().stream()
                .filter(f -> f instanceof Finding.Scores s && s.target() == like.target() && s.name().equals(like.name()))
                .map(f -> (Finding.Scores) f)
                .findFirst()
                .orElse(like);
    }

    private static void rank(List<List<Object>> rows, int difference, int rank) {
        for (List<Object> row : rows) {
            double own = number(row, difference);
            if (Double.isNaN(own)) continue;
            row.set(rank, (int) rows.stream().filter(r -> number(r, difference) > own).count() + 1);
        }
    }

    private static double number(List<Object> row, int column) {
        return row.get(column) instanceof Number n ? n.doubleValue() : Double.NaN;
    }
}
