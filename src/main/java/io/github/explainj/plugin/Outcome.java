// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.ImagePlus;
import io.github.explainj.Result;
import io.github.explainj.explain.Finding;
import io.github.explainj.imagej.HeatMap;
import io.github.explainj.imagej.Look;
import io.github.explainj.imagej.PatchImages;
import io.github.explainj.imagej.Planes;
import io.github.explainj.imagej.PointPlots;
import io.github.explainj.imagej.Tables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run found, as things that ImageJ can show.
 *
 * @param source the image that was looked at; empty where there was none
 * @param title what titles and files begin with: the image's title, or the model's name
 * @param job what was asked
 * @param shown per plane, in running order
 * @param complete false when it was cancelled
 */
public record Outcome(Optional<ImagePlus> source, String title, Keys.Job job, List<Shown> shown, boolean complete) {

    public Outcome {
        shown = List.copyOf(shown);
    }

    /**
     * A finding with where it comes from.
     *
     * @param <F> kind of finding
     */
    record Placed<F extends Finding>(Shown shown, Result result, F finding) {

        /** Returns the size of a pixel of the image in micrometres, per spatial axis; empty where there is no image. */
        List<Double> micrometres() {
            return shown.seen().map(s -> s.data().micrometres()).orElse(List.of());
        }
    }

    /** Returns all findings of a kind, in running order. */
    private <F extends Finding> List<Placed<F>> each(Class<F> kind) {
        List<Placed<F>> all = new ArrayList<>();
        for (Shown s : shown)
            for (Result r : s.results())
                for (Finding f : r.findings())
                    if (kind.isInstance(f)) all.add(new Placed<>(s, r, kind.cast(r.placed(f))));
        return all;
    }

    /** Returns all maps on an image by title; those of one title are planes of one stack. */
    Map<String, List<Layer>> layers() {
        Map<String, List<Layer>> byTitle = new LinkedHashMap<>();
        for (Placed<Finding.Attribution> map : each(Finding.Attribution.class))
            map.shown().seen().map(seen -> layer(seen, map.result(), map.finding()))
                    .ifPresent(layer -> byTitle.computeIfAbsent(layer.map().title(), t -> new ArrayList<>()).add(layer));
        return byTitle;
    }

    /** Returns one image or stack per map, the method's own first. */
    public List<ImagePlus> maps() {
        return layers().values().stream().map(layers -> MapImages.of(layers, source.orElseThrow())).toList();
    }

    /** Returns the maps, then what views find: stacks of pictures, montages of patches, plots. */
    public List<ImagePlus> images() {
        List<ImagePlus> all = new ArrayList<>(maps());
        titled(Finding.Picture.class).forEach((name, p) -> all.add(Planes.stack(name, p.finding(), p.micrometres())));
        titled(Finding.Patches.class).forEach((name, p) -> all.add(PatchImages.montage(name, p.finding())));
        titled(Finding.Points.class).forEach((name, p) -> all.add(PointPlots.plot(name, p.finding()).getImagePlus()));
        return all;
    }

    private Layer layer(Shown.Seen s, Result r, Finding.Attribution a) {
        Map<String, Object> info = new LinkedHashMap<>(r.provenance());
        Optional<Result.Explained> target = r.targets().stream().skip(a.target()).findFirst();
        target.ifPresent(t -> {
            info.put("target", t.spec());
            info.put("target_description", t.description());
            info.put("score", t.score());
        });
        if (!s.plane().volume()) info.put("slice", s.plane().z());
        info.put("frame", s.plane().t());
        info.put("remarks", s.prepared().remarks());
        info.putAll(a.facts());
        HeatMap map = new HeatMap(r.title(title, a, s.prepared().suffix()), r.onImage(a), a.signed(), a.unit(),
                s.data().micrometres(), info);
        String label = target.map(Result.Explained::description).orElse(a.name())
                + (r.piece().isEmpty() ? "" : ", " + r.piece());
        // maps that have a colour of their own lie over one another
        Look look = a.facts().get("colour") instanceof String colour ? Look.among(colour) : Look.on(s.data(), a.signed());
        return new Layer(map, r.geometry(), s.plane(), look, label, a.name().endsWith("_error"));
    }

    /** Returns what must be known to read the maps (of a view: all that it found), with their titles, once. */
    List<String> remarks() {
        boolean view = job.view().isPresent();
        Map<String, String> all = new LinkedHashMap<>();
        for (Placed<Finding> p : each(Finding.class))
            if (view || p.finding() instanceof Finding.Attribution)
                // what a view says of its pictures it says of their table too
                p.finding().remark().ifPresent(m -> all.putIfAbsent(view ? m : title(p) + ": " + m, title(p) + ": " + m));
        return List.copyOf(all.values());
    }

    private String title(Placed<? extends Finding> p) {
        if (p.finding() instanceof Finding.Attribution a)
            return p.result().title(title, a, p.shown().seen().map(s -> s.prepared().suffix()).orElse(""));
        String target = p.result().targets().size() > 1 ? "_target" + (p.finding().target() + 1) : "";
        return title + "_" + p.finding().name() + target;
    }

    /**
     * Returns the findings of a kind by title: {@code cells_grad_cam_layer}. Those of several planes or tiles
     * are numbered.
     */
    <F extends Finding> Map<String, Placed<F>> titled(Class<F> kind) {
        Map<String, Placed<F>> byTitle = new LinkedHashMap<>();
        for (Placed<F> p : each(kind)) {
            String name = title(p);
            String free = name;
            for (int n = 2; byTitle.containsKey(free); n++) free = name + "_" + n;
            byTitle.put(free, p);
        }
        return byTitle;
    }

    /** Returns all tables by title; the rows of all planes and tiles behind each other. */
    public Map<String, Finding.Scores> tables() {
        Map<String, Finding.Scores> tables = new LinkedHashMap<>();
        for (Placed<Finding> p : each(Finding.class))
            Tables.of(p.finding(), p.result().findings())
                    .ifPresent(t -> tables.merge(title + "_" + t.name(), placed(p, t), Outcome::joined));
        return tables;
    }

    private Finding.Scores placed(Placed<?> p, Finding.Scores t) {
        Map<String, Object> where = new LinkedHashMap<>();
        Result r = p.result();
        p.shown().seen().ifPresent(s -> {
            if (source.orElseThrow().getNSlices() > 1 && !s.plane().volume()) where.put("slice", s.plane().z());
            if (source.orElseThrow().getNFrames() > 1) where.put("frame", s.plane().t());
        });
        if (!r.piece().isEmpty()) where.put("piece", r.piece());
        if (r.targets().size() > 1 || !r.targets().isEmpty() && !r.piece().isEmpty())
            where.put("target", r.targets().get(t.target()).spec());
        where.keySet().removeAll(t.columns());
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

    /** Returns what an image of the album could not be used for, by its name. */
    Map<String, String> failures() {
        Map<String, String> all = new LinkedHashMap<>();
        for (Shown s : shown)
            for (Result r : s.results()) all.putAll(r.failedImages());
        return all;
    }

    /** Returns the provenance of every result, for JSON. */
    public List<Map<String, Object>> records() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Shown s : shown)
            for (Result r : s.results()) {
                Map<String, Object> record = new LinkedHashMap<>(r.provenance());
                record.put("targets", r.targets());
                s.seen().ifPresent(seen -> {
                    record.put("slice", seen.plane().z());
                    record.put("frame", seen.plane().t());
                });
                if (job.view().isPresent()) record.put("findings", r.findings().stream().map(Outcome::facts).toList());
                all.add(record);
            }
        return all;
    }

    private static Map<String, Object> facts(Finding f) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", f.name());
        facts.putAll(f.facts());
        return facts;
    }
}
