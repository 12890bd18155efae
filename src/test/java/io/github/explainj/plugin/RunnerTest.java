// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.ImageRoi;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import io.github.explainj.explain.Finding;
import io.github.explainj.imagej.ImageFiles;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.problem.Problem;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RunnerTest {

    private static ImagePlus sample() {
        return ImageFiles.open(Path.of("test-models/puncta_sample.tif"));
    }

    private static Outcome run(ImagePlus image, String options) {
        Map<String, String> given = new HashMap<>(MacroOptions.parse(options));
        given.putIfAbsent("model", "sample");
        return new Runner(Keys.of("occlusion").job(given), image, new Cancellation()).run();
    }

    private static ImagePlus hyperstack(int slices, int frames) {
        ImagePlus one = sample();
        ImageStack stack = new ImageStack(one.getWidth(), one.getHeight());
        for (int i = 0; i < slices * frames; i++) {
            var copy = one.getProcessor().duplicate();
            copy.subtract(i);
            stack.addSlice(copy);
        }
        ImagePlus all = new ImagePlus("series", stack);
        all.setDimensions(1, slices, frames);
        all.setOpenAsHyperStack(true);
        all.setCalibration(one.getCalibration());
        return all;
    }

    @Test
    void allSlicesAndFramesGiveAHyperstackWithTheirPositions() {
        ImagePlus image = hyperstack(2, 3);
        image.setPosition(1, 2, 2);
        Outcome outcome = run(image, "stack=all window=48 stride=48");
        ImagePlus maps = outcome.maps().get(0);
        assertEquals(List.of(1, 2, 3), List.of(maps.getNChannels(), maps.getNSlices(), maps.getNFrames()));
        assertTrue(maps.getStack().getSliceLabel(maps.getStackIndex(1, 2, 3)).startsWith("z:2 t:3 class 1"));
        assertEquals(image.getCalibration().pixelWidth, maps.getCalibration().pixelWidth);
        float[] alone = (float[]) run(image, "window=48 stride=48").maps().get(0).getProcessor().getPixels();
        assertArrayEquals(alone, (float[]) maps.getStack().getPixels(maps.getStackIndex(1, 2, 2)));
        assertEquals(4, run(image, "stack=frames window=96 stride=96 regions=none").shown().size() + 1);
    }

    @Test
    void overlaysLieOnTheirSlicesAndTheUsersElementsStay() {
        ImagePlus image = hyperstack(2, 2);
        image.setOverlay(new Overlay(new Roi(1, 1, 4, 4)));
        new Presenter(run(image, "stack=slices window=48 stride=48 regions=none")).lay();
        List<Roi> rois = Arrays.asList(image.getOverlay().toArray());
        assertEquals(3, rois.size());
        assertFalse(rois.get(0) instanceof ImageRoi);
        assertEquals(List.of(1, 2), rois.stream().filter(r -> r instanceof ImageRoi).map(Roi::getZPosition).sorted().toList());
    }

    @Test
    void eachRoiHasARowWithItsEffectAndWhatTheMapShowsThere() {
        ImagePlus image = sample();
        Roi cell = new OvalRoi(25, 22, 18, 24);
        cell.setName("cell A");
        Roi empty = new Roi(2, 2, 8, 8);
        empty.setName("empty");
        image.setOverlay(new Overlay(cell));
        image.getOverlay().add(empty);
        Finding.Scores table = run(image, "window=12 stride=6").tables().values().iterator().next();
        assertTrue(table.columns().containsAll(List.of("region", "score before", "score after", "difference", "rank",
                "map mean", "map maximum")), table.columns().toString());
        assertEquals(List.of("cell A", "empty"), table.rows().stream().map(r -> r.get(0)).toList());
        int rank = table.columns().indexOf("rank");
        assertEquals(1, ((Number) table.rows().get(0).get(rank)).intValue());
    }

    @Test
    void cancellingKeepsThePartialMapAndSaysSo() {
        Cancellation cancellation = new Cancellation();
        ScheduledExecutorService escape = Executors.newSingleThreadScheduledExecutor();
        escape.schedule(cancellation::cancel, 700, TimeUnit.MILLISECONDS);
        Map<String, String> slow = Map.of("model", "sample", "samples", "1000000");
        Outcome outcome = new Runner(Keys.of("rise").job(slow), sample(), cancellation).run();
        escape.shutdown();
        assertFalse(outcome.complete());
        assertTrue(outcome.maps().get(0).getTitle().endsWith("_partial"), outcome.maps().get(0).getTitle());
    }

    @Test
    void heatMapsCarryTheirProvenance() {
        String info = run(sample(), "window=48 stride=48").maps().get(0).getInfoProperty();
        for (String key : List.of("method: occlusion", "model_sha256: ", "provider: ", "explainj_version: ",
                "onnxruntime_version: ", "target: class:1", "score: ")) assertTrue(info.contains(key), key + " in " + info);
    }

    @Test
    void croppedImagesSayWhereTheModelLookedAndHaveNaNOutside() {
        ImagePlus image = hyperstack(1, 1);
        image = new ImagePlus("wide", image.getProcessor().resize(200, 96));
        image.setRoi(new Roi(10, 20, 30, 30));
        Outcome outcome = run(image, "fit=crop window=48 stride=48 regions=none");
        float[] map = (float[]) outcome.maps().get(0).getProcessor().getPixels();
        assertTrue(Float.isNaN(map[199]));
        assertFalse(Float.isNaN(map[20]));
        new Presenter(outcome).lay();
        Roi field = Arrays.stream(image.getOverlay().toArray()).filter(r -> !(r instanceof ImageRoi)).findFirst().orElseThrow();
        assertEquals(96, field.getBounds().width);
    }

    @Test
    void channelsOneByOneGiveAMapPerChannelAndTheOverlayShowsTheStrongest() {
        ImagePlus image = ImageFiles.open(Path.of("test-models/channels_sample.tif"));
        Outcome outcome = run(image, "model=sample:channels channels=each window=24 stride=24 regions=none");
        assertEquals(image.getNChannels(), outcome.maps().get(0).getNChannels());
        new Presenter(outcome).lay();
        assertTrue(image.getOverlay().get(0).getName().matches("channels_sample_occlusion_c\\d"));
    }

    @Test
    void rowsAndSlicesNameTheModelsChannelAndTheImagesChannel() {
        ImagePlus image = ImageFiles.open(Path.of("test-models/channels_sample.tif"));
        String shuffled = "model=sample:channels channel_list=4,3,2,1 regions=none ";
        Map<String, String> given = MacroOptions.parse(shuffled + "over=channels");
        Finding.Scores table = new Runner(Keys.of("region_occlusion").job(given), image, new Cancellation()).run()
                .tables().values().iterator().next();
        List<String> names = List.of("DAPI (image channel 4)", "actin (image channel 3)", "tubulin (image channel 2)",
                "marker (image channel 1)");
        assertEquals(names, table.rows().stream().map(r -> r.get(0)).toList());
        ImageStack maps = run(image, shuffled + "channels=each window=48 stride=48").maps().get(0).getStack();
        assertTrue(maps.getSliceLabel(4).endsWith(", marker (image channel 1)"), maps.getSliceLabel(4));
    }

    @Test
    void severalTargetsGiveAMapEach() {
        List<ImagePlus> maps = run(sample(), "target=[class:0; class:1 - class:0] window=48 stride=48").maps();
        assertEquals(List.of("puncta_sample_occlusion_target1", "puncta_sample_occlusion_target2"),
                maps.stream().map(ImagePlus::getTitle).toList());
    }

    @Test
    void tilesOfAClassifierHaveATargetAndARowEachAndAreNotStitched() {
        ImagePlus image = new ImagePlus("wide", sample().getProcessor().resize(192, 96));
        image.setCalibration(sample().getCalibration());
        Outcome outcome = run(image, "fit=tile window=48 stride=48 regions=none");
        assertTrue(outcome.maps().size() >= 2, "maps: " + outcome.maps().size());
        assertTrue(Float.isNaN(((float[]) outcome.maps().get(0).getProcessor().getPixels())[191]));
        assertTrue(outcome.tables().values().iterator().next().columns().contains("piece"));
    }

    @Test
    void channelListIsCheckedAndItsAliasIsKnown() {
        Problem p = assertThrows(Problem.class, () -> run(sample(), "model_channels=0"));
        assertTrue(p.getMessage().contains("channel_list=0"), p.getMessage());
        assertTrue(run(sample(), "model_channels=1 window=96 stride=96").complete());
    }

    @Test
    void imagesAreFoundByFileAndAnUnknownNameIsRefused() {
        assertEquals("puncta_sample.tif", Sources.image("test-models/puncta_sample.tif").getTitle());
        Problem p = assertThrows(Problem.class, () -> Sources.image("no such image"));
        assertTrue(p.getMessage().contains("\"no such image\""), p.getMessage());
    }

    @Test
    void anAlbumIsGoneThroughOnceForAllSlices() {
        Map<String, String> given = Map.of("model", "sample", "channel", "1", "stack", "slices", "images",
                Path.of("test-models/puncta_sample.tif").toAbsolutePath().toString());
        Outcome outcome = new Runner(Keys.ofView("activation_mask").job(given), hyperstack(3, 1), new Cancellation()).run();
        List<Object> runs = outcome.records().stream().map(r -> r.get("runs")).toList();
        assertEquals(3, runs.size());
        assertEquals(List.of(2L, 1L, 1L), runs, "the image of the album and the slice, then slices alone");
    }
}
