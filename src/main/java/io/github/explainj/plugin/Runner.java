// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.IJ;
import ij.ImagePlus;
import io.github.explainj.Explain;
import io.github.explainj.Framing;
import io.github.explainj.ImageSet;
import io.github.explainj.LookRequest;
import io.github.explainj.Memo;
import io.github.explainj.Prepared;
import io.github.explainj.Request;
import io.github.explainj.Result;
import io.github.explainj.explain.Explainer;
import io.github.explainj.feature.View;
import io.github.explainj.imagej.Images;
import io.github.explainj.input.ImageData;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.probe.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Explains the slices and frames of one image with one method, or looks at them with one view: what menu,
 * macro and SciJava share.
 */
public final class Runner {

    private final Keys.Job job;
    private final Optional<ImagePlus> image;
    private final Cancellation cancellation;
    private final ImageSet album;
    private final Memo memo = new Memo();
    private List<String> targets;

    /**
     * @param image is not changed
     * @param cancellation stops it; what is done is kept
     */
    public Runner(Keys.Job job, ImagePlus image, Cancellation cancellation) {
        this(job, Optional.of(image), cancellation);
    }

    /** @param image empty for a view that looks at none */
    public Runner(Keys.Job job, Optional<ImagePlus> image, Cancellation cancellation) {
        this.job = job;
        this.image = image;
        this.cancellation = cancellation;
        this.targets = job.common().targets();
        this.album = job.gallery().album(framing(ImageRegions.NONE));
    }

    /** Runs to the end, or until cancelled. */
    public Outcome run() {
        album.remarks().forEach(r -> IJ.log("ExplainJ: " + r));
        try (Models.Lease model = Models.open(job.common())) {
            return image.map(i -> planes(model.explain(), i)).orElseGet(() -> alone(model.explain()));
        }
    }

    private Outcome planes(Explain explain, ImagePlus source) {
        List<Plane> planes = Plane.of(source, job.common().stack(), Plane.takesVolumes(explain));
        List<Shown> shown = new ArrayList<>();
        for (Plane plane : planes) {
            if (cancellation.isCancelled()) break;
            shown.add(explain(explain, source, plane, new StatusProgress(job.name(), shown.size(), planes.size())));
        }
        boolean complete = shown.size() == planes.size() && !cancellation.isCancelled();
        return new Outcome(image, Images.title(source), job, shown, complete);
    }

    /** Looks at what needs no open image. */
    private Outcome alone(Explain explain) {
        StatusProgress progress = new StatusProgress(job.name(), 0, 1);
        List<Result> results = explain.look(Optional.empty(), look(job.view().orElseThrow(), ImageRegions.NONE, progress));
        List<Shown> shown = List.of(new Shown(Optional.empty(), results));
        return new Outcome(image, explain.card().name(), job, shown, !cancellation.isCancelled());
    }

    private Shown explain(Explain explain, ImagePlus source, Plane plane, StatusProgress progress) {
        ImageData data = plane.read(source);
        Prepared prepared = explain.prepare(data, framing(source, data, plane));
        if (progress.done() == 0) prepared.remarks().forEach(r -> IJ.log("ExplainJ " + Images.title(source) + ": " + r));
        ImageRegions regions = new RegionSources(source, job.common().regions()).at(Plane.size(data), plane.z(), plane.t());
        List<Result> results = job.view()
                .map(view -> explain.look(Optional.of(prepared), look(view, regions, progress)))
                .orElseGet(() -> explain.explain(prepared,
                        new Request(List.of((Explainer) job.method()), targets, regions, progress, cancellation)));
        hold(results);
        return new Shown(Optional.of(new Shown.Seen(plane, data, prepared)), results);
    }

    private LookRequest look(View view, ImageRegions regions, StatusProgress progress) {
        return new LookRequest(view, targets, regions, album, progress, cancellation, memo);
    }

    /** Holds the top class of the first plane fixed; tiles have one each. */
    private void hold(List<Result> results) {
        if (targets.isEmpty() && !job.common().targetPerImage() && results.size() == 1)
            targets = results.get(0).targets().stream().map(Result.Explained::spec).toList();
    }

    private Framing framing(ImagePlus source, ImageData data, Plane plane) {
        return framing(RegionSources.active(source, Plane.size(data), plane.z(), plane.t()));
    }

    private Framing framing(ImageRegions roi) {
        return new Framing(job.common().fit(), job.common().channels(), job.common().normalise(), roi);
    }

    /** Fits the first plane, to see whether it can be done; Problem I06 when the user has to choose. */
    void tryFit() {
        try (Models.Lease model = Models.open(job.common())) {
            image.ifPresent(source -> {
                Plane plane = Plane.of(source, Stack.CURRENT, Plane.takesVolumes(model.explain())).get(0);
                ImageData data = plane.read(source);
                model.explain().prepare(data, framing(source, data, plane));
            });
        }
    }
}
