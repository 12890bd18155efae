// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.ImagePlus;
import ij.plugin.PlugIn;
import io.github.explainj.imagej.Look;
import io.github.explainj.imagej.Luts;
import io.github.explainj.imagej.MapOverlays;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Parameter;
import io.github.explainj.registry.Range;
import io.github.explainj.registry.Schema;
import java.util.List;
import java.util.Map;

/** Changes opacity, threshold and colours of a map that lies over an image, also after it was reopened. */
public final class AdjustOverlay implements PlugIn {

    private static final Schema<OverlayLook> LOOK = Schema.of(OverlayLook.class);

    /** {@code AUTO} keeps the colour table that is shown. */
    enum Colours { AUTO, DIVERGING, DIVERGING_DARK, SEQUENTIAL, GREYS }

    /** What can be changed; a key that a macro leaves out takes the default, not what is shown now. */
    record OverlayLook(
            @About("Image: a title, an id or a file; empty for the current image.") String input,
            @About("Name of the overlay; empty for the only one or all.") String map,
            @About("0 (invisible) to 1.") @Range(min = 0, max = 1) double opacity,
            @About("Values nearer to zero than this share of the range are transparent.")
                    @Range(min = 0, max = 1) double threshold,
            @About("Colour table.") Colours colours) {

        OverlayLook() {
            this("", "", 0.6, 0.1, Colours.AUTO);
        }
    }

    @Override
    public void run(String arg) {
        Door.run(() -> {
            Form form = new Form("Adjust Overlay...", "Changes how a heat map is drawn over its image.", parameters());
            Shell.values(form, AdjustOverlay::checked).ifPresent(values -> adjust(LOOK.create(values)));
        });
    }

    private static List<Parameter> parameters() {
        return LOOK.parameters();
    }

    private static Map<String, String> checked(Map<String, String> given) {
        OverlayLook wanted = LOOK.create(given);
        names(Sources.image(wanted.input()), wanted);
        return given;
    }

    private static void adjust(OverlayLook wanted) {
        ImagePlus image = Sources.image(wanted.input());
        for (String name : names(image, wanted))
            MapOverlays.adjust(image, name, new Look(wanted.opacity(), wanted.threshold(), luts(wanted, image, name)));
    }

    private static List<String> names(ImagePlus image, OverlayLook wanted) {
        List<String> names = MapOverlays.names(image);
        if (!wanted.map().isEmpty()) {
            MapOverlays.look(image, wanted.map());
            return List.of(wanted.map());
        }
        if (!names.isEmpty()) return names;
        throw new Problem("A07", image.getTitle() + " has no ExplainJ overlay: run Occlusion Map... first, or choose"
                + " the image that has one.");
    }

    private static Luts luts(OverlayLook wanted, ImagePlus image, String name) {
        return wanted.colours() == Colours.AUTO ? MapOverlays.look(image, name).colours()
                : Luts.valueOf(wanted.colours().name());
    }
}
