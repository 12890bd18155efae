// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.plugin.PlugIn;
import io.github.explainj.explain.Finding;
import io.github.explainj.feature.MapBox;
import io.github.explainj.feature.MapBoxes;
import io.github.explainj.imagej.BoxRois;
import io.github.explainj.imagej.Images;
import io.github.explainj.imagej.MapFiles;
import io.github.explainj.imagej.MapOverlays;
import io.github.explainj.imagej.RoiFiles;
import io.github.explainj.imagej.Tables;
import io.github.explainj.input.ImageData;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Parameter;
import io.github.explainj.registry.Schema;
import io.github.explainj.tensor.Tensor;
import java.awt.GraphicsEnvironment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sets a ROI where a heat map is strong: the box around the largest part, or its outline. */
public final class CamBox implements PlugIn {

    private static final Schema<MapBoxes> BOXES = Schema.of(MapBoxes.class);
    private static final Schema<Places> PLACES = Schema.of(Places.class);

    /** Where the map comes from and the ROI goes to. */
    record Places(
            @About("The map: a title, an id or a file; empty for the current image.") String input,
            @About("Another image of the same size on which the ROI is set too; empty for none.") String onto,
            @About("Whether a stack is one volume; otherwise the current slice counts.") boolean volume,
            @About("Whether the table is shown.") boolean showTable,
            @About("Whether the rows are also added to the Results table.") boolean addToResults,
            @About("Folder for the files (CSV, ROI zip); empty for none.") String outputDir) {

        Places() {
            this("", "", false, true, false, "");
        }
    }

    /**
     * What was found.
     *
     * @param boxes the largest first
     * @param rois one per box, and per slice of a volume
     * @param table a row per box
     */
    public record Found(List<MapBox> boxes, List<Roi> rois, Finding.Scores table) {}

    @Override
    public void run(String arg) {
        Door.run(() -> Shell.values(form(), CamBox::checked)
                .ifPresent(values -> mark(values, Sources.image(places(values).input()))));
    }

    private static Form form() {
        List<Parameter> all = new ArrayList<>(PLACES.parameters());
        all.addAll(1, BOXES.parameters());
        return new Form("CAM Box...", "Sets a ROI where a heat map is strong.", all);
    }

    /** Returns the value of every key, those that are not given with their default; Problem A07 for one that is none. */
    public static Map<String, String> values(Map<String, String> given) {
        return form().filled(given);
    }

    private static Map<String, String> checked(Map<String, String> given) {
        Places places = places(given);
        find(given, Sources.image(places.input()));
        if (!places.onto().isBlank()) other(places, Sources.image(places.input()));
        return given;
    }

    /** Finds the boxes of a map, sets the ROIs, shows the table and writes the files. */
    public static Found mark(Map<String, String> values, ImagePlus map) {
        Places places = places(values);
        ImagePlus other = places.onto().isBlank() ? null : other(places, map);
        Found found = find(values, map);
        set(map, found);
        if (other != null) set(other, found);
        if (places.showTable() && !GraphicsEnvironment.isHeadless()) Tables.table(found.table()).show(Images.title(map) + "_box");
        if (places.addToResults()) Tables.append(ResultsTable.getResultsTable(), found.table());
        if (!places.outputDir().isBlank()) write(places.outputDir().strip(), found);
        return found;
    }

    private static Found find(Map<String, String> values, ImagePlus map) {
        MapBoxes wanted = BOXES.create(only(values, BOXES));
        ImageData data = data(map, places(values).volume());
        List<MapBox> boxes = wanted.of(map.getTitle(), data.pixels());
        return new Found(boxes, BoxRois.of(boxes, wanted.shape()), wanted.table(boxes, data.micrometres()));
    }

    /** Reads the current channel: of the current slice, or of all slices. */
    private static ImageData data(ImagePlus map, boolean volume) {
        if (map.getType() == ImagePlus.COLOR_RGB)
            throw new Problem("I05", map.getTitle() + " is a colour picture, and a box is made of one value per pixel: choose the"
                    + " 32-bit map itself, e.g. the image that Grad-CAM... shows.");
        ImageData all = volume ? Images.volume(map, map.getT()) : Images.current(map);
        int[] shape = all.pixels().shape();
        int channels = shape[1];
        if (channels == 1) return all;
        shape[1] = 1;
        int each = all.pixels().size() / channels;
        int from = (map.getC() - 1) * each;
        Tensor one = new Tensor(Arrays.copyOfRange(all.pixels().data(), from, from + each), shape);
        return new ImageData(all.title(), one, all.micrometres(), false, all.bits(), List.of());
    }

    private static ImagePlus other(Places places, ImagePlus map) {
        ImagePlus other = Sources.image(places.onto());
        boolean fits = other.getWidth() == map.getWidth() && other.getHeight() == map.getHeight()
                && (!places.volume() || other.getNSlices() == map.getNSlices());
        if (fits) return other;
        throw new Problem("A07", "onto=" + places.onto() + " is not possible: it is " + size(other) + " pixels and the map "
                + map.getTitle() + " " + size(map) + ". Choose the image that the map was made of.");
    }

    private static String size(ImagePlus image) {
        return image.getWidth() + " x " + image.getHeight() + " x " + image.getNSlices();
    }

    /** The largest becomes the selection (of a volume its middle slice); all lie in the overlay. */
    private static void set(ImagePlus image, Found found) {
        for (Roi roi : found.rois()) {
            Roi own = (Roi) roi.clone();
            int z = own.getPosition() > 0 ? own.getPosition() : image.getZ();
            MapOverlays.put(image, own, z, image.getT());
        }
        MapBox largest = found.boxes().get(0);
        boolean volume = largest.size().size() == 3;
        Roi selection = (Roi) found.rois().get(volume ? largest.length(0) / 2 : 0).clone();
        selection.setPosition(0);
        image.setRoi(selection);
    }

    private static void write(String folder, Found found) {
        Path dir = OutputFiles.folder(folder);
        MapFiles.csv(dir.resolve("box.csv"), found.table());
        RoiFiles.write(dir.resolve("box_rois.zip"), found.rois());
    }

    private static Places places(Map<String, String> values) {
        return PLACES.create(only(values, PLACES));
    }

    private static Map<String, String> only(Map<String, String> values, Schema<?> schema) {
        Map<String, String> own = new LinkedHashMap<>(values);
        own.keySet().retainAll(schema.parameters().stream().map(Parameter::name).toList());
        return own;
    }
}
