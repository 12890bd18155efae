// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import ij.ImagePlus;
import ij.gui.ImageRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import io.github.explainj.problem.Nearest;
import io.github.explainj.problem.Problem;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Lays heat maps over the image that they explain, and changes their look afterwards. The user's own
 * overlay elements stay; an overlay of the same name is replaced.
 */
public final class MapOverlays {

    static final String MAP = "explainj_map";
    /** ImageJ drops the name of an image ROI when it is saved; a property stays. */
    private static final String NAME = "explainj_name";
    private static final String LOOK = "explainj_look";

    private MapOverlays() {}

    /**
     * Adds a map to the overlay of its image, in place of the one of the same name and position. Of a map
     * with channels the strongest is shown and named.
     *
     * @param z slice from 1 on which a 2D map lies; ignored for a volume
     * @param t frame from 1
     */
    public static void add(ImagePlus imp, HeatMap m, int z, int t, Look look) {
        DisplayRange range = m.range();
        int c = m.strongestChannel();
        String name = m.map().channels() == 1 ? m.title() : m.title() + "_c" + (c + 1);
        for (int i = 0; i < m.depth(); i++)
            put(imp, roi(StoredMap.of(m, c, i, range), name, look), m.map().rank() == 5 ? i + 1 : z, t);
    }

    /** Adds an outline or any other element with a name, in place of the one of the same name and position. */
    public static void put(ImagePlus imp, Roi roi, int z, int t) {
        place(imp, roi, z, t);
        Overlay old = imp.getOverlay();
        Overlay all = old == null ? new Overlay() : old.duplicate();
        for (int i = all.size() - 1; i >= 0; i--) if (isSame(all.get(i), roi)) all.remove(i);
        all.add(roi);
        imp.setOverlay(all);
    }

    /** Makes a map the shape that is drawn: visible pixels in colour, the rest transparent. */
    private static ImageRoi roi(StoredMap map, String name, Look look) {
        ImageRoi roi = new ImageRoi(0, 0, map.draw(look));
        roi.setZeroTransparent(true);
        roi.setOpacity(look.opacity());
        roi.setName(name);
        roi.setProperty(NAME, name);
        roi.setProperty(MAP, map.text());
        roi.setProperty(LOOK, look.opacity() + "," + look.threshold() + "," + look.colours());
        return roi;
    }

    private static void place(ImagePlus imp, Roi roi, int z, int t) {
        if (imp.getNSlices() * imp.getNFrames() == 1) return;
        if (imp.isHyperStack() || imp.isComposite() && imp.getNChannels() > 1) roi.setPosition(0, z, t);
        else roi.setPosition(imp.getStackIndex(1, z, t));
    }

    private static boolean isSame(Roi a, Roi b) {
        return name(b).equals(name(a)) && a.getPosition() == b.getPosition()
                && a.getZPosition() == b.getZPosition() && a.getTPosition() == b.getTPosition();
    }

    private static String name(Roi roi) {
        String name = roi.getProperty(NAME);
        return name != null ? name : String.valueOf(roi.getName());
    }

    /** Returns the names of the maps that lie over an image. */
    public static List<String> names(ImagePlus imp) {
        LinkedHashSet<String> names = new LinkedHashSet<>();
        maps(imp).forEach(roi -> names.add(name(roi)));
        return List.copyOf(names);
    }

    /** Returns how a map is drawn now. */
    public static Look look(ImagePlus imp, String name) {
        ImageRoi roi = named(imp, name).get(0);
        String[] parts = String.valueOf(roi.getProperty(LOOK)).split(",");
        return parts.length == 3 && parts[1].matches("[0-9.E-]+")
                ? new Look(roi.getOpacity(), Double.parseDouble(parts[1]), Luts.valueOf(parts[2]))
                : Look.of(StoredMap.read(roi.getProperty(MAP)).signed());
    }

    /** Draws a map in another way, on all its slices. */
    public static void adjust(ImagePlus imp, String name, Look look) {
        List<ImageRoi> chosen = named(imp, name);
        Overlay all = new Overlay();
        for (Roi old : imp.getOverlay()) all.add(chosen.contains(old) ? redrawn((ImageRoi) old, look) : old);
        imp.setOverlay(all);
    }

    private static Roi redrawn(ImageRoi old, Look look) {
        ImageRoi roi = roi(StoredMap.read(old.getProperty(MAP)), name(old), look);
        roi.setLocation(old.getXBase(), old.getYBase());
        if (old.hasHyperStackPosition()) roi.setPosition(old.getCPosition(), old.getZPosition(), old.getTPosition());
        else roi.setPosition(old.getPosition());
        return roi;
    }

    private static List<ImageRoi> named(ImagePlus imp, String name) {
        List<ImageRoi> maps = maps(imp).stream().filter(r -> name.equals(name(r))).toList();
        if (!maps.isEmpty()) return maps;
        List<String> names = names(imp);
        throw new Problem("A07", imp.getTitle() + " has no ExplainJ overlay named \"" + name + "\"; "
                + (names.isEmpty() ? "it has none: run Occlusion Map... first." : "did you mean \""
                        + Nearest.names(name, names, 1).get(0) + "\"? It has: " + String.join(", ", names) + "."));
    }

    private static List<ImageRoi> maps(ImagePlus imp) {
        List<ImageRoi> maps = new ArrayList<>();
        if (imp.getOverlay() == null) return maps;
        for (Roi roi : imp.getOverlay())
            if (roi instanceof ImageRoi image && image.getProperty(MAP) != null) maps.add(image);
        return maps;
    }
}
