// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import io.github.explainj.explain.Finding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** Turns findings of the kind points into plots and tables. */
public final class PointPlots {

    private PointPlots() {}

    /** Makes the table: image, position on the map, what is known of each point. */
    public static Finding.Scores table(Finding.Points points) {
        List<String> columns = new ArrayList<>(List.of("image", "slice", "frame", points.axes().get(0), points.axes().get(1)));
        columns.addAll(points.columns());
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < points.origins().size(); i++) {
            List<Object> row = new ArrayList<>(List.of(points.origins().get(i).name(), points.origins().get(i).slice(),
                    points.origins().get(i).frame(), points.positions().data()[2 * i], points.positions().data()[2 * i + 1]));
            row.addAll(points.rows().get(i));
            rows.add(row);
        }
        return new Finding.Scores(points.target(), points.name(), columns, rows, new LinkedHashMap<>(points.facts()));
    }
}
