// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.process.ImageProcessor;
import io.github.explainj.input.ImageRegions;
import java.awt.Point;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Turns ROIs into regions of an image: rectangles, ovals, polygons, freehand, composite ROIs, points
 * and lines. In a volume a ROI with a slice position covers that slice, one without covers all
 * slices, and ROIs of the same name are one region.
 */
public final class RoiRegions {

    private final List<Integer> size;
    private final int slice;
    private final int frame;
    private final Map<String, SortedSet<Integer>> regions = new LinkedHashMap<>();

    private RoiRegions(List<Integer> size, int slice, int frame) {
        this.size = size;
        this.slice = slice;
        this.frame = frame;
    }

    /**
     * Reads ROIs that lie on one plane or in one volume; those that belong to another slice or frame
     * are left out, as are texts and image overlays.
     *
     * @param size {@code (D,) H, W} of the image
     * @param slice slice from 1 that a 2D region has to be on
     * @param frame frame from 1
     */
    public static ImageRegions of(List<Roi> rois, List<Integer> size, int slice, int frame) {
        RoiRegions all = new RoiRegions(size, slice, frame);
        for (int i = 0; i < rois.size(); i++) all.add(rois.get(i), i);
        return all.regions();
    }

    /**
     * Reads the ROIs of an open image like {@link #of(List, List, int, int)}.
     *
     * @param image whose stack the plain positions of ROIs count: in a time lapse they are frames
     */
    public static ImageRegions of(List<Roi> rois, List<Integer> size, int slice, int frame, ImagePlus image) {
        return of(rois.stream().map(roi -> placed(roi, image)).toList(), size, slice, frame);
    }

    /** Outside hyperstacks ImageJ stores one index into the stack, whatever the stack's axis is. */
    private static Roi placed(Roi roi, ImagePlus image) {
        int index = roi.hasHyperStackPosition() ? 0 : roi.getPosition();
        if (index < 1 || index > image.getStackSize()) return roi;
        int[] position = image.convertIndexToPosition(index);
        Roi copy = (Roi) roi.clone();
        copy.setPosition(0, position[1], position[2]);
        return copy;
    }

    /** Returns whether a ROI can be a region: texts and image overlays cannot. */
    public static boolean isRegion(Roi roi) {
        return roi != null && !(roi instanceof ImageRoi) && !(roi instanceof TextRoi)
                && roi.getProperty(FieldOfView.MARK) == null;
    }

    private void add(Roi roi, int number) {
        if (!isRegion(roi)) return;
        int t = roi.getTPosition();
        int z = roi.hasHyperStackPosition() ? roi.getZPosition() : roi.getPosition();
        if (t != 0 && t != frame) return;
        boolean flat = size.size() == 2;
        if (flat && z != 0 && z != slice) return;
        SortedSet<Integer> positions = regions.computeIfAbsent(name(roi, number), n -> new TreeSet<>());
        if (flat) add(roi, 0, positions);
        else for (int d = 0; d < size.get(0); d++) if (z == 0 || z == d + 1) add(roi, d, positions);
    }

    private String name(Roi roi, int number) {
        String name = roi.getName() == null || roi.getName().isBlank() ? "ROI " + (number + 1) : roi.getName();
        boolean joins = size.size() == 3 && roi.getName() != null;
        String distinct = name;
        for (int i = 2; !joins && regions.containsKey(distinct); i++) distinct = name + " (" + i + ")";
        return distinct;
    }

    private void add(Roi roi, int d, SortedSet<Integer> positions) {
        int height = size.get(size.size() - 2);
        int width = size.get(size.size() - 1);
        for (Point p : pixels(roi))
            if (p.x >= 0 && p.y >= 0 && p.x < width && p.y < height)
                positions.add((d * height + p.y) * width + p.x);
    }

    private static List<Point> pixels(Roi roi) {
        if (roi instanceof PointRoi || roi.isLine()) return List.of(roi.getContainedPoints());
        Rectangle b = roi.getBounds();
        ImageProcessor mask = roi.getMask();
        List<Point> inside = new ArrayList<>();
        for (int y = 0; y < b.height; y++)
            for (int x = 0; x < b.width; x++)
                if (mask == null || mask.get(x, y) != 0) inside.add(new Point(b.x + x, b.y + y));
        return inside;
    }

    private ImageRegions regions() {
        List<String> names = new ArrayList<>();
        List<int[]> positions = new ArrayList<>();
        regions.forEach((name, set) -> {
            if (set.isEmpty()) return;
            names.add(name);
            positions.add(set.stream().mapToInt(i -> i).toArray());
        });
        return new ImageRegions(names, positions);
    }
}
