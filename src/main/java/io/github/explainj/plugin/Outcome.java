// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.ImagePlus;
import io.github.explainj.Result;
import io.github.explainj.explain.Finding;
import io.github.explainj.imagej.HeatMap;
import io.github.explainj.imagej.Images;
import io.github.explainj.imagej.Look;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a run found, as things that ImageJ can show.
 *
 * @param image the explained image
 * @param job what was asked
 * @param shown per plane, in running order
 * @param complete false when it was cancelled
 */
public record Outcome(ImagePlus image, Keys.Job job, List<Shown> shown, boolean complete) {

    public Outcome {
        shown = List.copyOf(shown);
    }

    /** Returns all maps by title; those of one title are planes of one stack. */
    Map<String, List<Layer>> layers() {
        Map<String, List<Layer>> byTitle = new LinkedHashMap<>();
        each(Finding.Attribution.class, (s, r, map) -> {
            Layer layer = layer(s, r, map);
            byTitle.computeIfAbsent(layer.map().title(), t -> new ArrayList<>()).add(layer);
        });
        return byTitle;
    }

    /** Takes one finding with where it comes from. */
    @FunctionalInterface
    private interface Visitor<F extends Finding> {
        void visit(Shown shown, Result result, F finding);
    }

    /** Visits all findings of a kind, in running order. */
    private <F extends Finding> void each(Class<F> kind, Visitor<F> visitor) {
        for (Shown s : shown)
            for (Result r : s.results())
                for (Finding f : r.findings()) if (kind.isInstance(f)) visitor.visit(s, r, kind.cast(f));
    }

    /** Returns one image or stack per map, the method's own first. */
    public List<ImagePlus> maps() {
        return layers().values().stream().map(layers -> MapImages.of(layers, image)).toList();
    }

    private Layer layer(Shown s, Result r, Finding.Attribution a) {
        Map<String, Object> info = new LinkedHashMap<>(r.provenance());
        Result.Explained target = r.targets().get(a.target());
        info.put("target", target.spec());
        info.put("target_description", target.description());
        info.put("score", target.score());
        if (!s.plane().volume()) info.put("slice", s.plane().z());
        info.put("frame", s.plane().t());
        info.put("remarks", s.prepared().remarks());
        info.putAll(a.facts());
        String title = r.title(Images.title(image), a, s.prepared().suffix());
        HeatMap map = new HeatMap(title, r.onImage(a), a.signed(), a.unit(), s.data().micrometres(), info);
        String label = target.description() + (r.piece().isEmpty() ? "" : ", " + r.piece());
        return new Layer(map, r.geometry(), s.plane(), Look.on(s.data(), a.signed()), label, a.name().endsWith("_error"));
    }

    /** Returns what must be known to read the maps, each with the map's title, once. */
    List<String> remarks() {
        Set<String> all = new LinkedHashSet<>();
        each(Finding.Attribution.class, (s, r, map) -> map.remark()
                .ifPresent(m -> all.add(r.title(Images.title(image), map, s.prepared().suffix()) + ": " + m)));
        return List.copyOf(all);
    }

    /**
     * Returns what is on a layer's own grid, by title: {@code cells_grad_cam_layer}. Those of several
     * planes or tiles are numbered.
     */
    Map<String, Finding.Inner> inner() {
        Map<String, Finding.Inner> byTitle = new LinkedHashMap<>();
        each(Finding.Inner.class, (s, r, inner) -> {
            String target = r.targets().size() > 1 ? "_target" + (inner.target() + 1) : "";
            String title = Images.title(image) + "_" + inner.name() + target;
            String free = title;
            for (int n = 2; byTitle.containsKey(free); n++) free = title + "_" + n;
            byTitle.put(free, inner);
        });
        return byTitle;
    }

    /** Returns all tables by title; the rows of all planes and tiles behind each other. */
    public Map<String, Finding.Scores> tables() {
        Map<String, Finding.Scores> tables = new LinkedHashMap<>();
        each(Finding.Scores.class, (s, r, t) ->
                tables.merge(Images.title(image) + "_" + t.name(), placed(s, r, t), Outcome::joined));
        return tables;
    }

    private Finding.Scores placed(Shown s, Result r, Finding.Scores t) {
        Map<String, Object> where = new LinkedHashMap<>();
        if (image.getNSlices() > 1 && !s.plane().volume()) where.put("slice", s.plane().z());
        if (image.getNFrames() > 1) where.put("frame", s.plane().t());
        if (!r.piece().isEmpty()) where.put("piece", r.piece());
        if (r.targets().size() > 1 || !r.piece().isEmpty()) where.put("target", r.targets().get(t.target()).spec());
        List<String> columns = new ArrayList<>(where.keySet());
        columns.addAll(t.columns());
        List<List<Object>> rows = new ArrayList<>();
        for (List<Object> row : t.rows()) {
            List<Object> all = new ArrayList<>(where.values());
            all.addAll(row);
            rows.add(all);
        }
        return new Finding.Scores(t.target(), t.name(), columns, rows, t.facts());
    }

    private static Finding.Scores joined(Finding.Scores a, Finding.Scores b) {
        List<List<Object>> rows = new ArrayList<>(a.rows());
        rows.addAll(b.rows());
        return new Finding.Scores(a.target(), a.name(), a.columns(), rows, a.facts());
    }

    /** Returns the provenance of every result, for JSON. */
    public List<Map<String, Object>> records() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Shown s : shown)
            for (Result r : s.results()) {
                Map<String, Object> record = new LinkedHashMap<>(r.provenance());
                record.put("targets", r.targets());
                record.put("slice", s.plane().z());
                record.put("frame", s.plane().t());
                all.add(record);
            }
        return all;
    }
}
