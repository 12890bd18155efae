// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import io.github.explainj.Shared;
import io.github.explainj.imagej.ImageFiles;
import io.github.explainj.plugin.Keys;
import io.github.explainj.plugin.Outcome;
import io.github.explainj.plugin.Runner;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.tensor.Npy;
import io.github.explainj.tensor.Tensor;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A published network on a real image of nuclei, from the command line and from the plugin. */
class RealImageTest {

    @TempDir
    Path folder;

    @Test
    void bothDoorsGiveTheSameMapOfOneNucleus() {
        Path real = Shared.folder("real");
        String model = real.resolve("unet2d_nuclei_broad").toString();
        String image = real.resolve("nuclei/img2d.tif").toString();
        String target = "region:0:\"" + real.resolve("nuclei/mask2d.tif") + "#17\"";
        explain("--model", model, "--image", image, "--target", target, "--method", "occlusion,rise",
                "--set", "window=128", "stride=128", "rise.samples=8");
        for (String name : new String[] {"occlusion", "rise"}) {
            Tensor map = Npy.read(folder.resolve(name + ".npy"));
            assertArrayEquals(new int[] {1, 1, 512, 512}, map.shape());
            ImagePlus tiff = IJ.openImage(folder.resolve(name + ".tif").toString());
            assertArrayEquals(map.data(), (float[]) tiff.getProcessor().getPixels());
            assertTrue(spread(map.data()) > 0, name + " shows something");
            assertTrue(Files.exists(folder.resolve(name + ".png")));
        }
        Map<String, String> given = Map.of("model", model, "target", target, "window", "128", "stride", "128", "regions", "none");
        Outcome outcome = new Runner(Keys.of("occlusion").job(given), ImageFiles.open(Path.of(image)), new Cancellation()).run();
        assertArrayEquals(Npy.read(folder.resolve("occlusion.npy")).data(),
                (float[]) outcome.maps().get(0).getProcessor().getPixels(), 1e-5f);
    }

    private void explain(String... arguments) {
        StringWriter err = new StringWriter();
        String[] line = Stream.concat(Stream.of("explain", "--device", "cpu", "--out", folder.toString()),
                Stream.of(arguments)).toArray(String[]::new);
        assertEquals(0, Main.run(line, new PrintWriter(new StringWriter()), new PrintWriter(err)), err.toString());
    }

    private static double spread(float[] values) {
        var s = IntStream.range(0, values.length).mapToDouble(i -> values[i]).summaryStatistics();
        return s.getMax() - s.getMin();
    }
}
