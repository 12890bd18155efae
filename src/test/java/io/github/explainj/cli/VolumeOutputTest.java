// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.IJ;
import ij.ImagePlus;
import io.github.explainj.LinearNet;
import io.github.explainj.tensor.Npy;
import io.github.explainj.tensor.Tensor;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Volumes on the command line: a linear 3D network solved by hand, and a stack as image file. */
class VolumeOutputTest {

    private static final int[] SHAPE = {1, 1, 4, 6, 6};

    @TempDir
    Path folder;

    @Test
    void occlusionByVoxelsIsWeightTimesVoxel() {
        assertArrayEquals(blockSums(1, 1, 1), occlusion("1,1,1"), 1e-5f);
    }

    @Test
    void occlusionByBlocksIsTheSumOverTheBlock() {
        assertArrayEquals(blockSums(2, 3, 1), occlusion("2,3,1"), 1e-5f);
        assertArrayEquals(blockSums(1, 2, 6), occlusion("1,2,6"), 1e-5f);
    }

    @Test
    void aStackGivesAStackOfItsDimensions() {
        run("--model", "test-models/volume.onnx", "--image", "test-models/volume_sample.tif", "--set", "window=16", "stride=16");
        ImagePlus image = IJ.openImage("test-models/volume_sample.tif");
        ImagePlus map = IJ.openImage(folder.resolve("out/occlusion.tif").toString());
        assertArrayEquals(image.getDimensions(), map.getDimensions());
        Tensor array = Npy.read(folder.resolve("out/occlusion.npy"));
        int n = map.getWidth() * map.getHeight();
        for (int z = 0; z < map.getNSlices(); z++)
            assertArrayEquals(java.util.Arrays.copyOfRange(array.data(), z * n, (z + 1) * n),
                    (float[]) map.getStack().getPixels(z + 1), "slice " + (z + 1));
    }

    private float[] occlusion(String window) {
        Path model = LinearNet.write(folder.resolve("linear.onnx"), LinearNet.weights(SHAPE), 1, 1, 4, 6, 6);
        Npy.write(folder.resolve("x.npy"), voxels());
        run("--model", model.toString(), "--tensor", folder.resolve("x.npy").toString(), "--target", "index:0",
                "--set", "window=" + window, "stride=" + window, "fill=zero");
        Tensor map = Npy.read(folder.resolve("out/occlusion.npy"));
        assertArrayEquals(SHAPE, map.shape());
        return map.data();
    }

    private void run(String... arguments) {
        StringWriter err = new StringWriter();
        List<String> line = new ArrayList<>(List.of("explain", "--device", "cpu", "--out", folder.resolve("out").toString()));
        line.addAll(List.of(arguments));
        int code = Main.run(line.toArray(String[]::new), new PrintWriter(new StringWriter()), new PrintWriter(err));
        assertEquals(0, code, err.toString());
    }

    private static Tensor voxels() {
        Tensor x = Tensor.zeros(SHAPE);
        for (int i = 0; i < x.size(); i++) x.data()[i] = i * 5 % 13 + 1;
        return x;
    }

    /** Returns at every voxel the sum of w x over the d x h x w block it lies in. */
    private static float[] blockSums(int d, int h, int w) {
        float[] weights = LinearNet.weights(SHAPE).data();
        float[] x = voxels().data();
        double[] sums = new double[x.length];
        float[] out = new float[x.length];
        for (int i = 0; i < x.length; i++) sums[block(i, d, h, w)] += weights[i] * x[i];
        for (int i = 0; i < x.length; i++) out[i] = (float) sums[block(i, d, h, w)];
        return out;
    }

    private static int block(int i, int d, int h, int w) {
        return (i / 36 / d * 6 + i / 6 % 6 / h) * 6 + i % 6 / w;
    }
}
