// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import io.github.explainj.explain.Finding;
import io.github.explainj.imagej.FieldOfView;
import io.github.explainj.imagej.MapOverlays;
import io.github.explainj.imagej.MaskRois;
import io.github.explainj.imagej.PatchImages;
import io.github.explainj.imagej.PointPlots;
import io.github.explainj.imagej.Tables;
import java.awt.GraphicsEnvironment;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Shows what a run found: overlay on the image, heat maps, tables. */
final class Presenter {

    /** A log is no table: of an index of thousands only the first lines are of use. */
    private static final int LOGGED = 200;

    private final Outcome outcome;
    private final Common wanted;

    Presenter(Outcome outcome) {
        this.outcome = outcome;
        this.wanted = outcome.job().common();
    }

    void show() {
        if (wanted.showOverlay()) outcome.source().ifPresent(image -> {
            lay();
            if (image.getID() != 0 && ij.WindowManager.getImage(image.getID()) == null) image.show();
        });
        // errors first: what is shown last is the current image, and that is the map
        Map<String, List<Layer>> shown = wanted.showMap() ? outcome.layers() : Map.of();
        shown.values().stream().sorted(Comparator.comparing(layers -> !layers.get(0).error()))
                .forEach(layers -> PictureWindow.show(MapImages.of(layers, outcome.source().orElseThrow())));
        if (wanted.showMap()) pictures(shown.isEmpty());
        outcome.remarks().forEach(r -> IJ.log("ExplainJ " + r));
        outcome.tables().forEach(this::table);
        failures();
        if (!outcome.complete())
            IJ.log("ExplainJ: stopped; what was done is kept and marked _partial");
    }

    /** @param alone whether no map lies on the image */
    private void pictures(boolean alone) {
        Map<String, Outcome.Placed<Finding.Picture>> pictures = outcome.titled(Finding.Picture.class);
        // beside a map on the image, the few cells of its layer would only be in the way; pictures show the same values
        if (alone && pictures.isEmpty())
            outcome.titled(Finding.Inner.class)
                    .forEach((title, p) -> PictureWindow.show(InnerImages.of(title, p.finding())));
        outcome.titled(Finding.Patches.class).forEach((title, p) -> {
            if (GraphicsEnvironment.isHeadless()) PatchImages.montage(title, p.finding()).show();
            else PatchWindow.show(title, p.finding());
        });
        outcome.titled(Finding.Points.class).forEach((title, p) -> {
            if (GraphicsEnvironment.isHeadless()) PointPlots.plot(title, p.finding()).getImagePlus().show();
            else PointWindow.show(title, p.finding());
        });
        // the stack last: it has the numbers, and is the current image for a macro
        pictures.forEach((title, p) -> PictureWindow.show(title, p.finding(), p.micrometres()));
    }

    /** Returns whether the window of patches shows the table already, with rows that lead back. */
    private boolean isBesidePatches(String title) {
        if (!wanted.showMap() || GraphicsEnvironment.isHeadless()) return false;
        Outcome.Placed<Finding.Patches> p = outcome.titled(Finding.Patches.class).get(title);
        return p != null && Tables.of(p.finding(), p.result().findings()).isPresent();
    }

    private void failures() {
        Map<String, String> failures = outcome.failures();
        if (failures.isEmpty()) return;
        IJ.log("ExplainJ: " + failures.size() + (failures.size() == 1 ? " image was" : " images were") + " left out:");
        failures.forEach((image, sentence) -> IJ.log("ExplainJ " + image + ": " + sentence));
    }

    /** Lays all maps over the image. */
    void lay() {
        outcome.layers().values().forEach(layers -> layers.forEach(this::overlay));
    }

    private void overlay(Layer layer) {
        ImagePlus image = outcome.source().orElseThrow();
        if (layer.error()) return;
        List<Roi> mask = MaskRois.of(layer.map());
        if (!mask.isEmpty()) outline(image, mask, layer.plane());
        else MapOverlays.add(image, layer.map(), layer.plane().z(), layer.plane().t(), layer.look());
        if (!FieldOfView.isWhole(layer.geometry()))
            MapOverlays.put(image, FieldOfView.roi(layer.geometry(), layer.map().title() + "_field"),
                    layer.plane().z(), layer.plane().t());
    }

    /** A mask is an outline, and the selection of the slice that is shown: it can be measured at once. */
    private static void outline(ImagePlus image, List<Roi> mask, Plane plane) {
        for (Roi roi : mask) {
            int z = plane.volume() ? Math.max(1, roi.getZPosition()) : plane.z();
            MapOverlays.put(image, roi, z, plane.t());
            if (z == image.getZ() && plane.t() == image.getT()) image.setRoi((Roi) roi.clone());
        }
    }

    private void table(String title, Finding.Scores scores) {
        if (wanted.addToResults()) {
            ResultsTable results = ResultsTable.getResultsTable();
            Tables.append(results, scores);
            results.show("Results");
        }
        if (!wanted.showTable() || isBesidePatches(title)) return;
        ResultsTable table = Tables.table(scores);
        if (!GraphicsEnvironment.isHeadless()) table.show(title);
        else if (!scores.rows().isEmpty()) log(title, Tables.csv(scores).split("\n"));
    }

    /** Without a display a table would be invisible. */
    private static void log(String title, String[] lines) {
        IJ.log(title + ":");
        List.of(lines).subList(0, Math.min(LOGGED, lines.length)).forEach(IJ::log);
        if (lines.length > LOGGED) IJ.log("... and " + (lines.length - LOGGED) + " more rows; output_dir=FOLDER writes all of them");
    }
}
