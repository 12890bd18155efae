// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import io.github.explainj.Prepared;
import io.github.explainj.Report;
import io.github.explainj.Result;
import io.github.explainj.explain.Finding;
import io.github.explainj.imagej.FindingFiles;
import io.github.explainj.imagej.HeatMap;
import io.github.explainj.imagej.MapFiles;
import io.github.explainj.imagej.Tables;
import io.github.explainj.input.Axes;
import io.github.explainj.tensor.Npy;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Writes the maps and tables of one input: {@code .npy}, TIFF and PNG, CSV. */
final class MapWriter {

    private final Folder folder;
    private final Axes axes;
    private final Loaded loaded;
    private final BiFunction<Result, Finding, String> names;

    /**
     * @param folder null to write nothing
     * @param axes layout of the model's input, which the arrays take
     * @param names what the names of a finding's files begin with
     */
    MapWriter(Folder folder, Axes axes, Loaded loaded, BiFunction<Result, Finding, String> names) {
        this.folder = folder;
        this.axes = axes;
        this.loaded = loaded;
        this.names = names;
    }

    /** Writes all results of the input and returns their entries for {@code result.json}. */
    List<Map<String, Object>> write(List<Result> results) {
        List<Map<String, Object>> entries = new ArrayList<>();
        for (Result r : results)
            for (int target = 0; target < Math.max(1, r.targets().size()); target++)
                entries.add(Report.entry(r, target, folder == null ? Map.of() : write(results, r, target)));
        return entries;
    }

    private Map<Finding, List<String>> write(List<Result> results, Result result, int target) {
        // two findings of a target may have the same name: the numbers of a layer and their pictures
        Map<Finding, List<String>> files = new IdentityHashMap<>();
        for (Finding f : result.findings())
            if (f.target() == target) files.put(f, write(results, result, f, names.apply(result, f)));
        return files;
    }

    private List<String> write(List<Result> results, Result result, Finding finding, String base) {
        String own = base + result.piece().replaceAll("\\W+", "_").replaceAll("^(?=.)", "_");
        List<String> names = new ArrayList<>();
        Tables.of(finding, result.findings())
                .ifPresent(table -> names.add(folder.write(own + ".csv", file -> MapFiles.csv(file, table))));
        FindingFiles.of(own, result.placed(finding), loaded.image().micrometres())
                .forEach((ending, write) -> names.add(folder.write(own + ending, write)));
        if (finding instanceof Finding.Inner inner)
            names.add(array(results, result, inner, Finding.Inner::values, loaded.tensor() ? base : own));
        if (finding instanceof Finding.Attribution map) {
            names.add(loaded.tensor() ? array(results, result, map, m -> axes.own(m.map()), base)
                    : folder.write(own + ".npy", f -> Npy.write(f, axes.own(result.onImage(map)))));
            loaded.prepared().filter(Prepared::imageLike).ifPresent(p -> picture(p, result, map, own, names));
        }
        return names;
    }

    private void picture(Prepared prepared, Result result, Finding.Attribution map, String name, List<String> names) {
        HeatMap heat = new HeatMap(result.title(prepared.title(), map, prepared.suffix()),
                result.onImage(map), map.signed(), map.unit(), loaded.image().micrometres(), Report.facts(result, map.target()));
        names.add(folder.write(name + ".tif", file -> MapFiles.tiff(file, heat)));
        names.add(folder.write(name + ".png", file -> MapFiles.overlay(file, loaded.image(result.piece()), heat)));
        FindingFiles.ofMap(heat).forEach((ending, write) -> names.add(folder.write(name + ending, write)));
    }

    /** Writes the values of one finding; of a batch those of all samples, once. */
    private <F extends Finding> String array(List<Result> results, Result result, F finding, Function<F, Tensor> values, String name) {
        if (loaded.tensor() && result != first(results, result)) return name + ".npy";
        @SuppressWarnings("unchecked")
        Class<F> kind = (Class<F>) finding.getClass();
        List<Tensor> samples = !loaded.tensor() ? List.of(values.apply(finding)) : results.stream()
                .filter(r -> r.method().equals(result.method())).flatMap(r -> r.findings().stream())
                .filter(f -> f.target() == finding.target() && f.name().equals(finding.name()))
                .filter(kind::isInstance).map(f -> values.apply(kind.cast(f))).toList();
        return folder.write(name + ".npy", f -> Npy.write(f, joined(samples)));
    }

    private static Result first(List<Result> results, Result result) {
        return results.stream().filter(r -> r.method().equals(result.method())).findFirst().orElse(result);
    }

    private static Tensor joined(List<Tensor> samples) {
        if (samples.size() == 1) return samples.get(0);
        int[] shape = samples.get(0).shape();
        int each = samples.get(0).size();
        shape[0] = samples.size();
        Tensor all = Tensor.zeros(shape);
        for (int n = 0; n < samples.size(); n++) System.arraycopy(samples.get(n).data(), 0, all.data(), n * each, each);
        return all;
    }
}
