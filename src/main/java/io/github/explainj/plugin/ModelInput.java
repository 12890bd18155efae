// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.IJ;
import ij.ImagePlus;
import ij.process.LUT;
import io.github.explainj.Explain;
import io.github.explainj.Piece;
import io.github.explainj.Prepared;
import io.github.explainj.Framing;
import io.github.explainj.imagej.HeatMap;
import io.github.explainj.imagej.HeatMaps;
import io.github.explainj.imagej.Images;
import io.github.explainj.input.ImageData;
import java.awt.Color;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes images of exactly what a model is fed, in model space. */
public final class ModelInput {

    private ModelInput() {}

    /** Returns one 32-bit image (channels and slices) per piece of the current slice or volume. */
    public static List<ImagePlus> of(Common common, ImagePlus source) {
        try (Models.Lease lease = Models.open(common)) {
            Explain explain = lease.explain();
            Plane plane = Plane.of(source, Stack.CURRENT, Plane.takesVolumes(explain)).get(0);
            ImageData data = plane.read(source);
            Framing framing = new Framing(common.fit(), common.channels(), common.normalise(),
                    RegionSources.active(source, Plane.size(data), plane.z(), plane.t()));
            Prepared prepared = explain.prepare(data, framing);
            prepared.remarks().forEach(r -> IJ.log("ExplainJ " + Images.title(source) + ": " + r));
            List<ImagePlus> images = new ArrayList<>();
            for (Piece piece : prepared.pieces()) images.add(image(source, prepared, piece, explain));
            return images;
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
        ImagePlus imp = HeatMaps.image(new HeatMap(Images.title(source) + "_model_input" + label + prepared.suffix(),
                piece.sample().x(), false, "model input", piece.sample().grid().micrometres(), info));
        imp.setLut(LUT.createLutFromColor(Color.WHITE));
        imp.resetDisplayRange();
        return imp;
    }
}
