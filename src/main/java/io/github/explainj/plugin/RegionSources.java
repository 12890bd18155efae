// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.plugin.frame.RoiManager;
import io.github.explainj.imagej.ImageFiles;
import io.github.explainj.imagej.Images;
import io.github.explainj.imagej.LabelImages;
import io.github.explainj.imagej.RoiFiles;
import io.github.explainj.imagej.RoiRegions;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.problem.Problem;
import java.awt.GraphicsEnvironment;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Finds the regions that the {@code regions} key names.
 *
 * @param image on which they lie
 * @param named {@code auto} takes the overlay, else the ROI Manager, else the active ROI
 */
record RegionSources(ImagePlus image, String named) {

    /** Returns the regions of one plane or volume; none when there are none. */
    ImageRegions at(List<Integer> size, int z, int t) {
        return switch (named.strip().toLowerCase(Locale.ROOT)) {
            case "", "none" -> ImageRegions.NONE;
            case "auto" -> automatic(size, z, t);
            case "roi" -> demanded(of(active(), size, z, t), "an active ROI");
            case "overlay" -> demanded(of(overlay(), size, z, t), "ROIs in its overlay");
            case "manager" -> demanded(of(manager(), size, z, t), "ROIs in the ROI Manager");
            default -> labelled(size, z, t);
        };
    }

    private ImageRegions automatic(List<Integer> size, int z, int t) {
        for (List<Roi> rois : List.of(overlay(), manager(), active())) {
            ImageRegions found = of(rois, size, z, t);
            if (!found.isEmpty()) return found;
        }
        return ImageRegions.NONE;
    }

    /** Returns the active ROI as a region of one plane or volume, or none. */
    static ImageRegions active(ImagePlus image, List<Integer> size, int z, int t) {
        RegionSources source = new RegionSources(image, "roi");
        return source.of(source.active(), size, z, t);
    }

    private ImageRegions of(List<Roi> rois, List<Integer> size, int z, int t) {
        return RoiRegions.of(rois, size, z, t, image);
    }

    private ImageRegions demanded(ImageRegions found, String what) {
        if (!found.isEmpty()) return found;
        throw new Problem("A07", "regions=" + named + ": " + image.getTitle() + " has not " + what
                + " on the slice that is explained; draw them, or use regions=auto.");
    }

    private List<Roi> active() {
        Roi roi = image.getRoi();
        return RoiRegions.isRegion(roi) ? List.of(placed(roi)) : List.of();
    }

    /** The active ROI is on the slice that is shown; in a stack it counts on every slice. */
    private static Roi placed(Roi roi) {
        Roi copy = (Roi) roi.clone();
        copy.setPosition(0);
        return copy;
    }

    private List<Roi> overlay() {
        if (image.getOverlay() == null) return List.of();
        return Arrays.stream(image.getOverlay().toArray()).filter(RoiRegions::isRegion).toList();
    }

    private static List<Roi> manager() {
        RoiManager open = GraphicsEnvironment.isHeadless() ? null : RoiManager.getInstance2();
        return open == null ? List.of() : List.of(open.getRoisAsArray());
    }

    private ImageRegions labelled(List<Integer> size, int z, int t) {
        ImagePlus open = Sources.open(named.strip());
        if (open == null && !Sources.isFile(named))
            throw new Problem("A07", "regions=" + named + " is not possible: expected auto, none, roi, overlay, manager,"
                    + " the title or id of an open label image, or a file (label image, .roi or ROI zip).");
        if (open == null && named.strip().matches("(?i).*\\.(roi|zip)"))
            return demanded(of(RoiFiles.read(Path.of(named.strip())), size, z, t), "ROIs of " + named);
        ImagePlus labels = open != null ? open : ImageFiles.open(Path.of(named.strip()));
        int frame = Math.min(t, labels.getNFrames());
        return LabelImages.regions(size.size() == 3 ? Images.volume(labels, frame)
                : Images.slice(labels, Math.min(z, labels.getNSlices()), frame), size);
    }
}
