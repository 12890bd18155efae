// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.explain.Finding;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes results down as maps for JSON and for an image's Info: what was explained, how, and what was
 * found. Numbers that are not finite become null.
 */
public final class Report {

    /** What does not change during a run stands once, at the top. */
    private static final List<String> OF_THE_RUN =
            List.of("model", "model_sha256", "model_remarks", "provider", "explainj_version", "onnxruntime_version");

    /** What stands at the top too when all results have it in common, so that one result reads flat. */
    private static final List<String> SHARED =
            List.of("target", "score", "method", "parameters", "seed", "seconds", "runs", "complete");

    private Report() {}

    /** Returns method, target, score, parameters and provenance of one target of a result, flat. */
    public static Map<String, Object> facts(Result result, int target) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("method", result.method());
        if (!result.targets().isEmpty()) target(facts, result.targets().get(target));
        facts.put("seed", null);
        result.provenance().forEach((key, value) -> facts.put(key, clean(value)));
        return facts;
    }

    private static void target(Map<String, Object> facts, Result.Explained t) {
        facts.put("target", t.asked());
        facts.put("score", finite(t.score()));
        facts.put("target_description", t.description());
        facts.put("target_facts", clean(t.facts()));
    }

    /**
     * Returns the facts of one target of a result together with its findings.
     *
     * @param files names of the files per finding
     */
    public static Map<String, Object> entry(Result result, int target, Map<Finding, List<String>> files) {
        Map<String, Object> entry = facts(result, target);
        List<Object> findings = new ArrayList<>();
        for (Finding f : result.findings())
            if (f.target() == target) findings.add(finding(result, f, files.getOrDefault(f, List.of())));
        entry.put("findings", findings);
        return entry;
    }

    private static Map<String, Object> finding(Result result, Finding finding, List<String> files) {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("name", finding.name());
        if (finding instanceof Finding.Attribution map) map(m, result.onImage(map), map);
        if (finding instanceof Finding.Inner inner) {
            m.put("unit", inner.unit());
            m.put("tensor", inner.tensor());
            m.put("shape", inner.values().shape());
        }
        if (finding instanceof Finding.Scores table) {
            m.put("columns", table.columns());
            m.put("rows", clean(table.rows()));
        }
        FoundReport.add(m, finding);
        m.put("facts", clean(finding.facts()));
        m.put("files", files);
        return m;
    }

    private static void map(Map<String, Object> m, Tensor map, Finding.Attribution about) {
        m.put("unit", about.unit());
        m.put("signed", about.signed());
        Extremes extremes = Extremes.of(map);
        m.put("minimum", finite(extremes.min()));
        m.put("maximum", finite(extremes.max()));
        m.put("maximum_at", extremes.maxAt());
    }

    /**
     * Returns {@code result.json}: the facts of the run, what all results have in common, the results,
     * and the inputs that failed.
     *
     * @param entries of {@link #entry}, at least one
     * @param failures by the name of the input
     */
    public static Map<String, Object> document(List<Map<String, Object>> entries, Map<String, Problem> failures) {
        Map<String, Object> document = new LinkedHashMap<>();
        Map<String, Object> first = entries.get(0);
        SHARED.stream().filter(first::containsKey).filter(key -> entries.stream().allMatch(e -> same(e.get(key), first.get(key))))
                .forEach(key -> document.put(key, first.get(key)));
        OF_THE_RUN.forEach(key -> document.put(key, first.get(key)));
        entries.forEach(e -> e.keySet().removeAll(OF_THE_RUN));
        document.put("results", entries);
        document.put("failures", failures.entrySet().stream().map(Report::failure).toList());
        return document;
    }

    private static boolean same(Object a, Object b) {
        return java.util.Objects.equals(a, b);
    }

    private static Map<String, Object> failure(Map.Entry<String, Problem> failure) {
        Map<String, Object> m = new LinkedHashMap<>();
        m.put("input", failure.getKey());
        m.put("code", failure.getValue().code());
        m.put("message", failure.getValue().getMessage());
        return m;
    }

    private static Object finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** Copies a value with null in place of every number that is not finite. */
    static Object clean(Object value) {
        if (value instanceof Double || value instanceof Float) return finite(((Number) value).doubleValue());
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(v -> copy.add(clean(v)));
            return copy;
        }
        if (!(value instanceof Map<?, ?> map)) return value;
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((k, v) -> copy.put(String.valueOf(k), clean(v)));
        return copy;
    }
}
