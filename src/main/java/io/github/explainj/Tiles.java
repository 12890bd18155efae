// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.explain.Finding;
import io.github.explainj.input.Blend;
import io.github.explainj.input.Fit;
import io.github.explainj.input.Geometry;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Joins the maps of tiles into one when every tile explained the same dense target. A classifier has
 * a target of its own per tile: those maps stay apart, for a stitched signed map of different targets
 * would mean nothing.
 */
final class Tiles {

    private Tiles() {}

    static boolean tiled(Prepared input) {
        return input.pieces().size() > 1 && input.pieces().get(0).geometry().fit() == Fit.TILE;
    }

    /** Returns the results with those of tiles joined per method where that means something. */
    static List<Result> merged(Prepared input, List<Result> results) {
        if (!tiled(input) || results.isEmpty() || !dense(results)) return results;
        Map<String, List<Result>> byMethod = new LinkedHashMap<>();
        results.forEach(r -> byMethod.computeIfAbsent(r.method(), m -> new ArrayList<>()).add(r));
        return byMethod.values().stream().map(tiles -> join(tiles, input.halo())).toList();
    }

    private static boolean dense(List<Result> results) {
        List<String> specs = results.get(0).targets().stream().map(Result.Explained::spec).toList();
        return results.stream().allMatch(r -> r.targets().stream().map(Result.Explained::spec).toList().equals(specs)
                && r.targets().stream().allMatch(t -> Boolean.TRUE.equals(t.facts().get("dense"))));
    }

    private static Result join(List<Result> tiles, int halo) {
        Result first = tiles.get(0);
        List<Finding> joined = new ArrayList<>();
        for (int i = 0; i < first.findings().size(); i++)
            if (first.findings().get(i) instanceof Finding.Attribution a) joined.add(blended(a, i, tiles, halo));
        joined.addAll(TileTables.of(tiles, joined));
        Map<String, Object> provenance = new LinkedHashMap<>(first.provenance());
        provenance.remove("piece");
        provenance.put("tiles", tiles.size());
        provenance.put("runs", tiles.stream().mapToLong(r -> (Long) r.provenance().get("runs")).sum());
        provenance.put("seconds", tiles.stream().mapToDouble(r -> (Double) r.provenance().get("seconds")).sum());
        boolean complete = tiles.stream().allMatch(Result::complete);
        provenance.put("complete", complete);
        return new Result(first.method(), "", Geometry.same(first.geometry().image()), averaged(tiles), joined, complete, provenance);
    }

    /** Returns the targets with the mean of the tiles' scores: every tile has its own part of the output. */
    private static List<Result.Explained> averaged(List<Result> tiles) {
        List<Result.Explained> all = new ArrayList<>();
        for (int t = 0; t < tiles.get(0).targets().size(); t++) {
            int target = t;
            Result.Explained e = tiles.get(0).targets().get(t);
            double score = tiles.stream().mapToDouble(r -> r.targets().get(target).score()).average().orElse(Double.NaN);
            all.add(new Result.Explained(e.asked(), e.spec(), e.description() + ", mean of " + tiles.size() + " tiles", score, e.facts()));
        }
        return all;
    }

    private static Finding blended(Finding.Attribution first, int index, List<Result> tiles, int halo) {
        List<Geometry> places = tiles.stream().map(Result::geometry).toList();
        List<Tensor> maps = new ArrayList<>();
        for (Result tile : tiles) maps.add(((Finding.Attribution) tile.findings().get(index)).map());
        Tensor map = Blend.blend(places, maps, places.get(0).image(), halo);
        return new Finding.Attribution(first.target(), first.name(), map, first.signed(), first.unit(), first.facts());
    }
}
