// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.explain.Finding;
import io.github.explainj.explain.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes down what views find: everything but the pixels. */
final class FoundReport {

    private FoundReport() {}

    static void add(Map<String, Object> m, Finding finding) {
        if (finding instanceof Finding.Picture p) {
            m.put("unit", p.unit());
            m.put("shape", p.values().shape());
            m.put("labels", p.labels());
            m.put("tone", p.tone().name().toLowerCase(Locale.ROOT));
            m.put("common_range", p.common());
        }
        if (finding instanceof Finding.Patches p) {
            m.put("unit", p.unit());
            m.put("patches", p.patches().stream().map(FoundReport::patch).toList());
        }
        if (finding instanceof Finding.Points p) points(m, p);
    }

    private static Map<String, Object> patch(Finding.Patch p) {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("group", p.group());
        origin(m, p.origin());
        m.put("at", Report.clean(p.at()));
        m.put("low", Report.clean(p.low()));
        m.put("high", Report.clean(p.high()));
        m.put("value", Report.clean(p.value()));
        return m;
    }

    private static void origin(Map<String, Object> m, Origin o) {
        m.put("image", o.name());
        if (!o.label().isEmpty()) m.put("label", o.label());
    }

    private static void points(Map<String, Object> m, Finding.Points p) {
        m.put("axes", p.axes());
        m.put("columns", p.columns());
        List<Object> points = new ArrayList<>();
        for (int i = 0; i < p.origins().size(); i++) {
            Map<String, Object> point = new LinkedHashMap<>();
            origin(point, p.origins().get(i));
            point.put("at", Report.clean(List.of(p.positions().data()[2 * i], p.positions().data()[2 * i + 1])));
            point.put("row", Report.clean(p.rows().get(i)));
            points.add(point);
        }
        m.put("points", points);
    }
}
