// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;
import io.github.explainj.explain.Finding;
import io.github.explainj.imagej.FieldOfView;
import io.github.explainj.imagej.MapOverlays;
import io.github.explainj.imagej.Tables;
import java.awt.GraphicsEnvironment;
import java.util.Comparator;
import java.util.List;

/** Shows what a run found: overlay on the image, heat maps, tables. */
final class Presenter {

    private final Outcome outcome;
    private final Common wanted;

    Presenter(Outcome outcome) {
        this.outcome = outcome;
        this.wanted = outcome.job().common();
    }

    void show() {
        ImagePlus image = outcome.image();
        if (wanted.showOverlay()) {
            lay();
            if (image.getID() != 0 && ij.WindowManager.getImage(image.getID()) == null) image.show();
        }
        // errors first: what is shown last is the current image, and that is the map
        if (wanted.showMap()) outcome.layers().values().stream().sorted(Comparator.comparing(layers -> !layers.get(0).error()))
                .forEach(layers -> MapImages.of(layers, image).show());
        // beside a map on the image, the few cells of its layer would only be in the way
        if (wanted.showMap() && outcome.layers().isEmpty()) outcome.inner().forEach((title, i) -> InnerImages.of(title, i).show());
        outcome.remarks().forEach(r -> IJ.log("ExplainJ " + r));
        outcome.tables().forEach(this::table);
        if (!outcome.complete())
            IJ.log("ExplainJ: stopped; what was done is kept and marked _partial");
    }

    /** Lays all maps over the image. */
    void lay() {
        outcome.layers().values().forEach(layers -> layers.forEach(this::overlay));
    }

    private void overlay(Layer layer) {
        ImagePlus image = outcome.image();
        if (layer.error()) return;
        MapOverlays.add(image, layer.map(), layer.plane().z(), layer.plane().t(), layer.look());
        if (!FieldOfView.isWhole(layer.geometry()))
            MapOverlays.put(image, FieldOfView.roi(layer.geometry(), layer.map().title() + "_field"),
                    layer.plane().z(), layer.plane().t());
    }

    private void table(String title, Finding.Scores scores) {
        if (wanted.addToResults()) {
            ResultsTable results = ResultsTable.getResultsTable();
            Tables.append(results, scores);
            results.show("Results");
        }
        if (!wanted.showTable()) return;
        ResultsTable table = Tables.table(scores);
        if (!GraphicsEnvironment.isHeadless()) table.show(title);
        else if (!scores.rows().isEmpty()) log(title, Tables.csv(scores).split("\n"));
    }

    /** Without a display a table would be invisible. */
    private static void log(String title, String[] lines) {
        IJ.log(title + ":");
        List.of(lines).forEach(IJ::log);
    }
}
