// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import io.github.explainj.explain.Finding;
import io.github.explainj.input.ImageData;
import io.github.explainj.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeatMapsTest {

    private static HeatMap map(float[] values, boolean signed, int... shape) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("method", "occlusion");
        info.put("seed", 7L);
        return new HeatMap("cells_occlusion", new Tensor(values, shape), signed, "drop of the score",
                List.of(0.5, 0.25), info);
    }

    @Test
    void heatMapKeepsValuesNaNRangeCalibrationAndProvenanceThroughAFile(@TempDir Path dir) {
        HeatMap m = map(new float[] {-2, 1, 0.1f, Float.NaN}, true, 1, 1, 2, 2);
        MapFiles.tiff(dir.resolve("m.tif"), m);
        ImagePlus imp = ImageFiles.open(dir.resolve("m.tif"));
        assertEquals(32, imp.getBitDepth());
        assertArrayEquals(new float[] {-2, 1, 0.1f, Float.NaN}, (float[]) imp.getProcessor().getPixels());
        assertEquals(-2, imp.getDisplayRangeMin(), 1e-6);
        assertEquals(2, imp.getDisplayRangeMax(), 1e-6);
        assertEquals(0.25, imp.getCalibration().pixelWidth, 1e-9);
        assertEquals(0.5, imp.getCalibration().pixelHeight, 1e-9);
        assertTrue(imp.getInfoProperty().contains("method: occlusion\nseed: 7\n"), imp.getInfoProperty());
        assertEquals(0xdc4600, imp.getProcessor().getColorModel().getRGB(255) & 0xffffff, "our colours are kept");
    }

    @Test
    void oneHotPixelDoesNotFlattenTheRest() {
        float[] values = new float[10_000];
        for (int i = 0; i < values.length; i++) values[i] = i % 100 / 100f;
        values[17] = 1000;
        assertEquals(0.99, DisplayRange.of(new Tensor(values, 1, 1, 100, 100), false).max(), 1e-6);
        assertEquals(-0.99, DisplayRange.of(new Tensor(values, 1, 1, 100, 100), true).min(), 1e-6);
    }

    @Test
    void aConstantMapHasARangeThatIsNotEmpty() {
        DisplayRange signed = DisplayRange.of(Tensor.zeros(1, 1, 2, 2), true);
        assertEquals(List.of(-1.0, 1.0), List.of(signed.min(), signed.max()));
        DisplayRange nothing = DisplayRange.of(Tensor.full(Float.NaN, 1, 1, 2, 2), false);
        assertTrue(nothing.max() > nothing.min());
    }

    @Test
    void volumesAndChannelsBecomeHyperstacksInImageJsOrder() {
        float[] values = {0, 1, 2, 3, 10, 11, 12, 13};
        ImagePlus imp = HeatMaps.image(new HeatMap("m", new Tensor(values, 1, 2, 2, 1, 2), false, "", List.of(), Map.of()));
        assertEquals(List.of(2, 2, 1), List.of(imp.getNChannels(), imp.getNSlices(), imp.getNFrames()));
        assertEquals(12, imp.getStack().getProcessor(imp.getStackIndex(2, 2, 1)).getf(0));
    }

    @Test
    void mapTakesTheCalibrationOfItsImage() {
        ImagePlus source = IJ.createImage("s", "16-bit", 2, 2, 1);
        source.getCalibration().xOrigin = 5;
        source.getCalibration().setUnit("nm");
        source.getCalibration().setSigned16BitCalibration();
        ImagePlus imp = HeatMaps.image(map(new float[4], true, 1, 1, 2, 2));
        HeatMaps.calibrateAs(imp, source);
        assertEquals(5, imp.getCalibration().xOrigin);
        assertEquals("nm", imp.getCalibration().getUnit());
        assertEquals(0, imp.getCalibration().getCValue(0), "intensities of the source do not apply to the map");
    }

    @Test
    void overlayPictureShowsImageMapAndColourBar(@TempDir Path dir) throws Exception {
        ImageData image = new ImageData("cells", new Tensor(new float[] {0, 200, 200, 300}, 1, 1, 2, 2),
                List.of(Double.NaN, Double.NaN), false, 16, List.of());
        MapFiles.overlay(dir.resolve("o.png"), image, map(new float[] {0, 0, 0, 1}, true, 1, 1, 2, 2));
        var picture = ImageIO.read(dir.resolve("o.png").toFile());
        assertEquals(384, picture.getHeight());
        assertEquals(0x000000, picture.getRGB(50, 50) & 0xffffff, "darkest image pixel, no effect: black");
        int hot = picture.getRGB(300, 300);
        assertTrue((hot >> 16 & 0xff) > (hot & 0xff) + 50, "the effect is orange: " + Integer.toHexString(hot));
        assertEquals(0xdc4600, picture.getRGB(384 + 15, 41) & 0xffffff, "top of the colour bar");
    }

    @Test
    void tablesGoToCsvWithQuotesWhereNeeded(@TempDir Path dir) throws Exception {
        Finding.Scores scores = new Finding.Scores(0, "regions", List.of("name", "drop"),
                List.of(List.of("a, \"b\"", 1.5), List.of("c", Double.NaN)), Map.of());
        MapFiles.csv(dir.resolve("t.csv"), scores);
        assertEquals("name,drop\n\"a, \"\"b\"\"\",1.5\nc,NaN\n", Files.readString(dir.resolve("t.csv")));
        assertEquals(2, Tables.table(scores).size());
        assertEquals("a, \"b\"", Tables.table(scores).getStringValue("name", 0));
        assertEquals(1.5, Tables.table(scores).getValue("drop", 0));
    }
}
