// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Adds to a table of regions what maps show inside them: columns {@code map mean} and {@code map
 * maximum}. They describe the map; a region's own effect is what {@link RegionOcclusion} measures.
 */
public final class MapStatistics {

    private MapStatistics() {}

    /**
     * Returns the table with two more columns per map: {@code map mean} and {@code map maximum}, or
     * {@code occlusion map mean} and so on when there are several maps.
     *
     * @param table one row per region, in the order of the regions
     * @param maps on the grid of the regions; channels are summed
     */
    public static Finding.Scores add(Finding.Scores table, Regions regions, List<Finding.Attribution> maps) {
        List<String> columns = new ArrayList<>(table.columns());
        List<List<Object>> rows = new ArrayList<>();
        for (List<Object> row : table.rows()) rows.add(new ArrayList<>(row));
        for (Finding.Attribution map : maps) {
            String prefix = maps.size() == 1 ? "map" : map.name() + " map";
            columns.addAll(List.of(prefix + " mean", prefix + " maximum"));
            float[] total = total(map.map());
            for (int r = 0; r < rows.size(); r++) {
                Summary inside = inside(total, regions.positions().get(r));
                rows.get(r).addAll(List.of(inside.mean(), inside.max()));
            }
        }
        return new Finding.Scores(table.target(), table.name(), columns, rows, table.facts());
    }

    /** Returns the sum over channels of {@code [1, C, spatial...]}: one value per position. */
    static float[] total(Tensor map) {
        int channels = map.channels();
        int positions = map.size() / channels;
        float[] total = new float[positions];
        for (int i = 0; i < positions; i++) {
            double sum = 0;
            for (int c = 0; c < channels; c++) sum += map.data()[c * positions + i];
            total[i] = (float) sum;
        }
        return total;
    }

    /** Summarises the values at some positions; those that are NaN do not count. */
    static Summary inside(float[] values, int[] positions) {
        return Summary.of(Arrays.stream(positions).mapToDouble(p -> values[p]).filter(v -> !Double.isNaN(v)).toArray());
    }
}
