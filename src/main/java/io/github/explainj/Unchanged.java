// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.input.ImageRegions;
import io.github.explainj.input.RegionMapping;
import io.github.explainj.probe.Model;
import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import io.github.explainj.target.ModelFacts;
import io.github.explainj.target.Unperturbed;
import io.github.explainj.tensor.Tensor;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers what targets ask about the unchanged input: tensors, the user's regions, other images. */
final class Unchanged implements Unperturbed {

    private final Model model;
    private final Piece piece;
    private final Files files;
    private final ImageRegions roi;
    private final ImageRegions regions;
    private final Map<String, Tensor> values = new HashMap<>();

    /** What the front door loads for targets that name files. */
    interface Files {

        ImageRegions regions(Path file, List<Integer> imageSize);

        Sample sample(Path file);
    }

    /**
     * @param roi the active ROI, or none
     * @param regions the user's regions, or none
     */
    Unchanged(Explain explain, Piece piece, ImageRegions roi, ImageRegions regions, Files files) {
        this.model = explain.model();
        this.piece = piece;
        this.roi = roi;
        this.regions = regions;
        this.files = files;
    }

    @Override
    public ModelFacts facts() {
        return model.facts();
    }

    /** Runs the model once for several tensors, which are then at hand. */
    void load(Collection<String> tensors) {
        values.putAll(model.run(piece.sample(), tensors));
    }

    @Override
    public Tensor value(String tensor) {
        return values.computeIfAbsent(tensor, t -> model.run(piece.sample(), List.of(t)).get(t));
    }

    @Override
    public Tensor region(String file) {
        ImageRegions regions = file.isEmpty() ? activeRoi() : load(file);
        int[] spatial = piece.sample().x().spatial();
        int[] shape = new int[spatial.length + 2];
        shape[0] = 1;
        shape[1] = 1;
        System.arraycopy(spatial, 0, shape, 2, spatial.length);
        Tensor mask = Tensor.zeros(shape);
        for (int[] positions : RegionMapping.onModel(piece.geometry(), regions))
            for (int p : positions) mask.data()[p] = 1;
        return mask;
    }

    /** Returns the names of the regions in a file (or of the active ROI), for one target per region. */
    List<String> regionNames(String file) {
        return (file.isEmpty() ? own() : load(file)).names();
    }

    /** Returns what {@code regions:C} without a file means: the user's regions, else the active ROI. */
    private ImageRegions own() {
        return regions.isEmpty() ? activeRoi() : regions;
    }

    private ImageRegions activeRoi() {
        if (roi.isEmpty())
            throw new Problem("A01", "The target means the active ROI, and there is none. Draw a selection on the"
                    + " image, or name a mask: region:C:FILE.");
        return roi;
    }

    /** Loads {@code FILE} or, of a label image or ROI zip, the one region {@code FILE#NAME}. */
    private ImageRegions load(String file) {
        int hash = file.lastIndexOf('#');
        if (hash < 0 || java.nio.file.Files.exists(Path.of(file))) return files.regions(Path.of(file), piece.geometry().image());
        ImageRegions all = hash == 0 ? own() : files.regions(Path.of(file.substring(0, hash)), piece.geometry().image());
        String name = file.substring(hash + 1);
        int at = Math.max(all.names().indexOf(name), all.names().indexOf("label " + name));
        if (at < 0)
            throw new Problem("A01", "There is no region \"" + name + "\" in " + file.substring(0, hash) + "; it has "
                    + all.names().size() + ": " + String.join(", ", all.names().subList(0, Math.min(10, all.names().size())))
                    + (all.names().size() > 10 ? ", ..." : "") + ".");
        return new ImageRegions(List.of(name), List.of(all.positions().get(at)));
    }

    @Override
    public Tensor reference(String file, String tensor) {
        return model.run(files.sample(Path.of(file)), List.of(tensor)).get(tensor);
    }
}
