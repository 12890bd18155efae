// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.ImagePlus;
import io.github.explainj.Explain;
import io.github.explainj.imagej.Images;
import io.github.explainj.input.Axes;
import io.github.explainj.input.ImageData;
import java.util.ArrayList;
import java.util.List;

/**
 * One slice, or one frame's volume, of an image.
 *
 * @param z slice from 1; of a volume 1
 * @param t frame from 1
 * @param volume whether it is the whole volume
 */
record Plane(int z, int t, boolean volume) {

    /** Lists what is to be explained, the one that is shown first: its top class is held fixed. */
    static List<Plane> of(ImagePlus imp, Stack stack, boolean volume) {
        Plane shown = new Plane(volume ? 1 : imp.getZ(), imp.getT(), volume);
        List<Plane> planes = new ArrayList<>(List.of(shown));
        boolean slices = !volume && (stack == Stack.SLICES || stack == Stack.ALL);
        boolean frames = stack == Stack.FRAMES || stack == Stack.ALL;
        for (int t = 1; t <= imp.getNFrames(); t++)
            for (int z = 1; z <= (volume ? 1 : imp.getNSlices()); z++) {
                Plane plane = new Plane(z, t, volume);
                boolean wanted = (slices || z == shown.z) && (frames || t == shown.t);
                if (wanted && !plane.equals(shown)) planes.add(plane);
            }
        return planes;
    }

    /** Returns whether the model takes volumes. */
    static boolean takesVolumes(Explain explain) {
        Axes axes = explain.card().inputs().get(0).axes();
        return axes.has('z') || axes.spatialRank() == 3;
    }

    ImageData read(ImagePlus imp) {
        return volume ? Images.volume(imp, t) : Images.slice(imp, z, t);
    }

    /** Returns {@code (D,) H, W} of an image. */
    static List<Integer> size(ImageData data) {
        List<Integer> size = new ArrayList<>();
        for (int s : data.pixels().spatial()) size.add(s);
        return size;
    }
}
