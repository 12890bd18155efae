// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds regions by thresholding a map, for users who have drawn none.
 *
 * <p>A region is a connected set of positions (touching corners count) whose value, summed over
 * channels, is at least a share of the map's maximum. Only positive evidence counts: a map without a
 * positive value has no region.
 *
 * @param share of the maximum, in (0, 1]
 */
public record ThresholdRegions(double share) {

    /** Takes half of the maximum. */
    public ThresholdRegions() {
        this(0.5);
    }

    /** Returns the regions, that with the highest value first, named {@code peak 1} and so on. */
    public Regions find(Finding.Attribution map) {
        return find(map.map());
    }

    /** Returns the regions of {@code [1, C, spatial...]}, that with the highest value first. */
    public Regions find(Tensor map) {
        float[] values = MapStatistics.total(map);
        double threshold = share * Summary.of(finite(values)).max();
        boolean[] above = new boolean[values.length];
        for (int i = 0; i < values.length; i++) above[i] = threshold > 0 && values[i] >= threshold;
        List<int[]> parts = new ArrayList<>();
        Neighbours neighbours = new Neighbours(map.spatial());
        for (int i = 0; i < values.length; i++) if (above[i]) parts.add(part(above, i, neighbours));
        parts.sort(Comparator.comparingDouble(p -> -MapStatistics.inside(values, p).max()));
        List<String> names = new ArrayList<>();
        for (int k = 1; k <= parts.size(); k++) names.add("peak " + k);
        return new Regions(names, parts);
    }

    /** Returns a row per region: pixels, mean, maximum, and the centroid (x, y, z) in model pixels. */
    public Finding.Scores table(Finding.Attribution map) {
        Regions found = find(map);
        Tensor tensor = map.map();
        float[] values = MapStatistics.total(tensor);
        int[] spatial = tensor.spatial();
        List<String> columns = new ArrayList<>(List.of("region", "pixels", "map mean", "map maximum"));
        columns.addAll(List.of("x", "y", "z").subList(0, Math.min(3, spatial.length)));
        List<List<Object>> rows = new ArrayList<>();
        for (int r = 0; r < found.count(); r++) {
            int[] positions = found.positions().get(r);
            Summary inside = MapStatistics.inside(values, positions);
            List<Object> row = new ArrayList<>(
                    List.of(found.names().get(r), positions.length, inside.mean(), inside.max()));
            for (int a = spatial.length - 1; a >= 0 && row.size() < columns.size(); a--)
                row.add(centre(positions, spatial, a));
            rows.add(row);
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("threshold_share_of_maximum", share);
        return new Finding.Scores(map.target(), map.name() + "_regions", columns, rows, facts);
    }

    private static double[] finite(float[] values) {
        double[] all = new double[values.length];
        int n = 0;
        for (float v : values) if (!Float.isNaN(v)) all[n++] = v;
        return Arrays.copyOf(all, n);
    }

    /** Takes a connected part out of {@code above}. */
    private static int[] part(boolean[] above, int start, Neighbours neighbours) {
        int[] members = new int[64];
        int n = 0;
        members[n++] = start;
        above[start] = false;
        for (int next = 0; next < n; next++)
            for (int p : neighbours.of(members[next])) {
                if (!above[p]) continue;
                above[p] = false;
                if (n == members.length) members = Arrays.copyOf(members, 2 * n);
                members[n++] = p;
            }
        int[] part = Arrays.copyOf(members, n);
        Arrays.sort(part);
        return part;
    }

    private static double centre(int[] positions, int[] spatial, int axis) {
        int step = 1;
        for (int a = axis + 1; a < spatial.length; a++) step *= spatial[a];
        double sum = 0;
        for (int p : positions) sum += p / step % spatial[axis];
        return sum / positions.length;
    }
}
