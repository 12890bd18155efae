// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.explain.Explainer;
import io.github.explainj.feature.View;
import io.github.explainj.registry.Parameter;
import io.github.explainj.registry.Registry;
import io.github.explainj.registry.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** Writes the registered methods and views down: as the map of {@code methods --json} and as the README's tables. */
public final class MethodReport {

    private MethodReport() {}

    /** Returns {@code {"methods": [...], "views": [...]}} of all that are registered. */
    public static Map<String, Object> json() {
        return json(Registry.of(Explainer.class).schemas(), Registry.of(View.class).schemas());
    }

    /** Returns {@code {"methods": [...], "views": [...]}}. */
    public static Map<String, Object> json(List<Schema<Explainer>> methods, List<Schema<View>> views) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("methods", methods.stream().map(MethodReport::method).toList());
        json.put("views", views.stream().map(MethodReport::view).toList());
        return json;
    }

    private static Map<String, Object> method(Schema<Explainer> s) {
        Map<String, Object> m = named(s);
        m.put("needs_regions", s.defaults().needsRegions());
        m.put("parameters", s.parameters().stream().map(MethodReport::parameter).toList());
        return m;
    }

    private static Map<String, Object> view(Schema<View> s) {
        Map<String, Object> m = named(s);
        m.put("command", s.defaults().command());
        m.put("looks_at", s.defaults().scope().name().toLowerCase(Locale.ROOT));
        m.put("parameters", s.parameters().stream().map(MethodReport::parameter).toList());
        return m;
    }

    private static Map<String, Object> named(Schema<?> s) {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("name", s.name());
        m.put("label", s.label());
        m.put("about", s.about());
        return m;
    }

    private static Map<String, Object> parameter(Parameter p) {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("name", p.name());
        m.put("type", p.isNumber() || p.isFlag() ? p.type().getSimpleName() : p.choices().isEmpty() ? "text" : "choice");
        m.put("default", typed(p));
        m.put("min", finite(p.min()));
        m.put("max", finite(p.max()));
        m.put("choices", p.isFlag() ? List.of() : p.choices());
        m.put("about", p.about());
        return m;
    }

    private static Object typed(Parameter p) {
        if (p.isFlag()) return Boolean.valueOf(p.defaultText());
        return p.isNumber() ? finite(Double.parseDouble(p.defaultText())) : p.defaultText();
    }

    private static Object finite(double bound) {
        if (Double.isInfinite(bound)) return null;
        return bound == Math.rint(bound) && Math.abs(bound) < 1e15 ? (Object) (long) bound : (Object) bound;
    }

    /**
     * Returns a Markdown table, one row per parameter.
     *
     * @param kind what the first column is called: {@code method}, {@code view}
     */
    public static String markdown(String kind, List<? extends Schema<?>> schemas) {
        StringJoiner rows = new StringJoiner("\n", "", "\n");
        rows.add("| " + kind + " | parameter | default | what it does |");
        rows.add("|---|---|---|---|");
        for (Schema<?> s : schemas) {
            rows.add("| **`" + s.name() + "`** | | | " + cell(s.about()) + " |");
            for (Parameter p : s.parameters())
                rows.add("| | `" + p.name() + "` | " + code(p.defaultText()) + " | " + cell(p.about()) + legal(p)
                        + " |");
        }
        return rows.toString();
    }

    /** A bar would begin another column. */
    private static String cell(String text) {
        return text.replace("|", "\\|");
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    private static String legal(Parameter p) {
        if (!p.choices().isEmpty() && !p.isFlag()) return " `" + String.join("`, `", p.choices()) + "`";
        String min = finite(p.min()) == null ? "" : " From " + finite(p.min());
        return finite(p.max()) == null ? min + (min.isEmpty() ? "" : ".") : min + " to " + finite(p.max()) + ".";
    }
}
