// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;
import io.github.explainj.cli.Main;
import io.github.explainj.command.BoxOfMap;
import io.github.explainj.imagej.MapFiles;
import io.github.explainj.imagej.RoiFiles;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Npy;
import io.github.explainj.tensor.Tensor;
import java.awt.Rectangle;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.Module;

/** The box of a map, from all doors. */
class CamBoxTest {

    @TempDir
    private Path folder;

    private static ImagePlus map() {
        ImageStack stack = new ImageStack(6, 5);
        for (int z = 0; z < 3; z++) {
            float[] values = new float[30];
            for (int y = 1; y < 3; y++) for (int x = 2; x < 5 - z; x++) values[y * 6 + x] = 2;
            values[29] = 9 - 8 * z;
            stack.addSlice(new FloatProcessor(6, 5, values));
        }
        ImagePlus imp = new ImagePlus("map", stack);
        imp.setDimensions(1, 3, 1);
        imp.getCalibration().pixelWidth = 0.5;
        imp.getCalibration().pixelHeight = 0.5;
        imp.getCalibration().pixelDepth = 2;
        imp.getCalibration().setUnit("um");
        return imp;
    }

    private static CamBox.Found mark(ImagePlus map, Map<String, String> given) {
        return CamBox.mark(CamBox.values(new HashMap<>(given)), map);
    }

    @Test
    void theCurrentSliceGetsTheRoi() {
        ImagePlus map = map();
        map.setSlice(2);
        CamBox.Found found = mark(map, Map.of());
        assertEquals(new Rectangle(2, 1, 2, 2), map.getRoi().getBounds());
        assertEquals(1, map.getOverlay().size());
        assertEquals(2, map.getOverlay().get(0).getPosition());
        assertEquals(1.0, found.table().rows().get(0).get(6), "4 pixels of 0.25 um^2");
        mark(map, Map.of());
        assertEquals(1, map.getOverlay().size(), "made again, it takes the place of the first");
    }

    @Test
    void aVolumeIsConnectedThroughSlices() {
        ImagePlus map = map();
        CamBox.Found found = mark(map, Map.of("volume", "true"));
        assertEquals(3, found.rois().size());
        assertEquals(new Rectangle(2, 1, 3, 2), map.getRoi().getBounds());
        int column = found.table().columns().indexOf("volume (um^3)");
        assertEquals(12 * 0.5, (double) found.table().rows().get(0).get(column), 1e-12);
    }

    @Test
    void filesAreWritten() {
        mark(map(), Map.of("output_dir", folder.resolve("out").toString(), "shape", "outline", "components", "all"));
        assertEquals(2, RoiFiles.read(folder.resolve("out/box_rois.zip")).size());
        assertTrue(Files.exists(folder.resolve("out/box.csv")));
    }

    @Test
    void aColourPictureAndAnUnknownKeyAreRefused() {
        ImagePlus rgb = new ImagePlus("rgb", new ij.process.ColorProcessor(4, 4));
        assertTrue(assertThrows(Problem.class, () -> mark(rgb, Map.of())).getMessage().contains("colour picture"));
        assertTrue(assertThrows(Problem.class, () -> mark(map(), Map.of("shares", "0.5"))).getMessage().contains("share"));
    }

    @Test
    void theCommandLineWritesTheSameBox() throws Exception {
        ImagePlus plane = new ImagePlus("plane", map().getStack().getProcessor(1));
        plane.setCalibration(map().getCalibration());
        MapFiles.tiff(folder.resolve("m.tif"), plane);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new String[] {"box", folder.resolve("m.tif").toString(), "--share", "0.2", "--out", folder.resolve("o").toString()},
                new PrintWriter(out), new PrintWriter(err));
        assertEquals(0, code, err.toString());
        assertEquals("component,x,y,width,height,pixels,area (um^2),mean,max\n1,2,1,3,2,6,1.5,2.0,2.0\n", out.toString());
        assertEquals(out.toString(), Files.readString(folder.resolve("o/box.csv")));
        assertEquals(new Rectangle(2, 1, 3, 2), RoiFiles.read(folder.resolve("o/box_rois.zip")).get(0).getBounds());
        MapFiles.tiff(folder.resolve("stack.tif"), map());
        assertEquals(2, Main.run(new String[] {"box", folder.resolve("stack.tif").toString(), "--out", folder.toString()},
                new PrintWriter(out), new PrintWriter(err)));
        assertTrue(err.toString().contains("stack of 3 slices"), err.toString());
    }

    @Test
    void arraysAreReadAsPlanesOrVolumes() {
        Tensor map = Tensor.zeros(1, 1, 3, 4, 5);
        for (int p : new int[] {20 + 6, 20 + 7, 40 + 11}) map.data()[p] = 1;
        Npy.write(folder.resolve("v.npy"), map);
        assertEquals("component,x,y,width,height,z,depth,pixels,volume (um^3),mean,max\n1,1,1,2,2,2,2,3,NaN,1.0,1.0\n", box("v.npy", "--volume"));
        assertTrue(box("v.npy").contains("add --volume"));
        Npy.write(folder.resolve("p.npy"), new Tensor(new float[] {0, -1, 0, 0, -3, -2}, 2, 3));
        assertEquals("component,x,y,width,height,pixels,area (um^2),mean,max\n1,1,0,2,2,3,NaN,-2.0,-3.0\n", box("p.npy", "--sign", "negative"));
        assertTrue(box("p.npy").contains("no value is positive"));
        assertTrue(box("p.npy", "--share", "2").contains("share=2"));
    }

    /** Returns what is printed, or what is wrong. */
    private String box(String file, String... options) {
        List<String> all = new ArrayList<>(List.of("box", folder.resolve(file).toString(), "--out", folder.resolve("b").toString()));
        all.addAll(List.of(options));
        StringWriter out = new StringWriter();
        Main.run(all.toArray(String[]::new), new PrintWriter(out), new PrintWriter(out));
        return out.toString();
    }

    @Test
    void sciJavaGivesTheRoiAndTheTable() throws Exception {
        try (Context context = new Context()) {
            Module module = context.service(CommandService.class)
                    .run(BoxOfMap.class, true, "imagePlus", map(), "settings", "share=0.5").get();
            assertEquals(null, ((org.scijava.Cancelable) module.getDelegateObject()).getCancelReason());
            assertEquals(new Rectangle(5, 4, 1, 1), ((ij.gui.Roi) module.getOutput("roi")).getBounds());
            assertFalse(((String) module.getOutput("table")).isBlank());
        }
    }
}
