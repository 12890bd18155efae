// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.IJ;
import ij.ImagePlus;
import ij.plugin.PlugIn;
import io.github.explainj.Explain;
import io.github.explainj.Piece;
import io.github.explainj.Prepared;
import io.github.explainj.View;
import io.github.explainj.imagej.HeatMap;
import io.github.explainj.imagej.HeatMaps;
import io.github.explainj.imagej.Images;
import io.github.explainj.input.ImageData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Opens exactly what the model is fed, in model space, as 32-bit stack. Saved and fed back with
 * {@code normalise=none} it gives the same score, bit for bit.
 */
public final class ShowModelInput implements PlugIn {

    private static final Form FORM = new Form("Show Model Input...", "Opens exactly what the model is fed, as 32-bit stack.",
            Keys.common("input", "model", "fit", "normalise", "channel_list", "overrides", "device"));

    @Override
    public void run(String arg) {
        Door.run(() -> Shell.values(FORM, ShowModelInput::checked).ifPresent(values -> show(Keys.common(values))));
    }

    private static Map<String, String> checked(Map<String, String> given) {
        return Method.checked(Keys.of(Keys.METHODS.names().get(0)), given);
    }

    private static void show(Common common) {
        ImagePlus source = Sources.image(common.input());
        try (Models.Lease lease = Models.open(common)) {
            Explain explain = lease.explain();
            Plane plane = Plane.of(source, Stack.CURRENT, Plane.takesVolumes(explain)).get(0);
            ImageData data = plane.read(source);
            View view = new View(common.fit(), common.channels(), common.normalise(),
                    RegionSources.active(source, Plane.size(data), plane.z(), plane.t()));
            Prepared prepared = explain.prepare(data, view);
            prepared.remarks().forEach(r -> IJ.log("ExplainJ " + Images.title(source) + ": " + r));
            for (Piece piece : prepared.pieces()) image(source, prepared, piece, explain).show();
        }
    }

    private static ImagePlus image(ImagePlus source, Prepared prepared, Piece piece, Explain explain) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("what", "exactly what the model was fed; feed it back with normalise=none");
        info.put("input", prepared.title());
        info.put("model", explain.card().name());
        info.put("model_sha256", explain.sha256());
        info.put("geometry", piece.geometry());
        info.put("remarks", prepared.remarks());
        String label = piece.label().isEmpty() ? "" : "_" + piece.label().replace(' ', '_');
        HeatMap values = new HeatMap(Images.title(source) + "_model_input" + label + prepared.suffix(),
                piece.sample().x(), false, "model input", micrometres(piece), info);
        ImagePlus imp = HeatMaps.image(values);
        imp.setLut(ij.process.LUT.createLutFromColor(java.awt.Color.WHITE));
        imp.resetDisplayRange();
        return imp;
    }

    private static List<Double> micrometres(Piece piece) {
        return piece.sample().grid().micrometres();
    }
}
