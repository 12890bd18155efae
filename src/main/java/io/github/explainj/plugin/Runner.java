// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.IJ;
import ij.ImagePlus;
import io.github.explainj.Explain;
import io.github.explainj.Prepared;
import io.github.explainj.Request;
import io.github.explainj.Result;
import io.github.explainj.Framing;
import io.github.explainj.imagej.Images;
import io.github.explainj.input.ImageData;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.registry.Registry;
import java.util.ArrayList;
import java.util.List;

/** Explains the slices and frames of one image with one method: what menu, macro and SciJava share. */
public final class Runner {

    private final Keys.Job job;
    private final ImagePlus image;
    private final Cancellation cancellation;
    private List<String> targets;

    /**
     * @param image is not changed
     * @param cancellation stops it; what is done is kept
     */
    public Runner(Keys.Job job, ImagePlus image, Cancellation cancellation) {
        this.job = job;
        this.image = image;
        this.cancellation = cancellation;
        this.targets = job.common().targets();
    }

    /** Runs to the end, or until cancelled. */
    public Outcome run() {
        try (Models.Lease model = Models.open(job.common())) {
            Explain explain = model.explain();
            List<Plane> planes = Plane.of(image, job.common().stack(), Plane.takesVolumes(explain));
            List<Shown> shown = new ArrayList<>();
            for (Plane plane : planes) {
                if (cancellation.isCancelled()) break;
                shown.add(explain(explain, plane, shown.size(), planes.size()));
            }
            return new Outcome(image, job, shown, shown.size() == planes.size() && !cancellation.isCancelled());
        }
    }

    private Shown explain(Explain explain, Plane plane, int done, int planes) {
        ImageData data = plane.read(image);
        ImageRegions roi = RegionSources.active(image, Plane.size(data), plane.z(), plane.t());
        Prepared prepared = explain.prepare(data, framing(roi));
        if (done == 0) prepared.remarks().forEach(r -> IJ.log("ExplainJ " + Images.title(image) + ": " + r));
        ImageRegions regions = new RegionSources(image, job.common().regions()).at(Plane.size(data), plane.z(), plane.t());
        StatusProgress progress = new StatusProgress(Registry.schemaOf(job.method()).name(), done, planes);
        List<Result> results = explain.explain(prepared, new Request(List.of(job.method()), targets, regions, progress, cancellation));
        hold(results);
        return new Shown(plane, data, prepared, results);
    }

    /** Holds the top class of the first plane fixed; tiles have one each. */
    private void hold(List<Result> results) {
        if (targets.isEmpty() && !job.common().targetPerImage() && results.size() == 1)
            targets = results.get(0).targets().stream().map(Result.Explained::spec).toList();
    }

    private Framing framing(ImageRegions roi) {
        return new Framing(job.common().fit(), job.common().channels(), job.common().normalise(), roi);
    }

    /** Fits the first plane, to see whether it can be done; Problem I06 when the user has to choose. */
    void tryFit() {
        try (Models.Lease model = Models.open(job.common())) {
            Plane plane = Plane.of(image, Stack.CURRENT, Plane.takesVolumes(model.explain())).get(0);
            ImageData data = plane.read(image);
            model.explain().prepare(data, framing(RegionSources.active(image, Plane.size(data), plane.z(), plane.t())));
        }
    }
}
