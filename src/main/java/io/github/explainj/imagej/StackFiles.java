// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import ij.ImagePlus;
import io.github.explainj.input.ImageData;
import io.github.explainj.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Reads the slices (or, for volumes, the frames) of an image file that the user asks for. */
public final class StackFiles {

    private StackFiles() {}

    /**
     * Reads planes {@code [1, C, H, W]} in the order slice, frame, or volumes {@code [1, C, D, H, W]}.
     *
     * @param which {@code ask} for the only one, {@code all}, or a number from 1
     * @throws Problem I07 when there are several and {@code ask} was said, or no such number
     */
    public static List<ImageData> read(Path file, boolean volume, String which) {
        ImagePlus imp = ImageFiles.open(file);
        int slices = volume ? 1 : imp.getNSlices();
        int count = slices * imp.getNFrames();
        if (which.equals("all")) return IntStream.range(0, count).mapToObj(i -> one(imp, volume, slices, i)).toList();
        if (which.equals("ask") && count > 1) throw choose(file, imp, count);
        return List.of(one(imp, volume, slices, which.equals("ask") ? 0 : number(file, which, count) - 1));
    }

    private static ImageData one(ImagePlus imp, boolean volume, int slices, int i) {
        int t = 1 + i / slices;
        return volume ? Images.volume(imp, t) : Images.slice(imp, 1 + i % slices, t);
    }

    private static int number(Path file, String which, int count) {
        if (which.matches("\\d{1,7}") && Integer.parseInt(which) >= 1 && Integer.parseInt(which) <= count)
            return Integer.parseInt(which);
        throw new Problem("I07", "stack=" + which + " is not possible for " + file + ": expected all, or a number from 1 to " + count + ".");
    }

    private static Problem choose(Path file, ImagePlus imp, int count) {
        return new Problem("I07", file + " is a stack of " + imp.getNSlices() + " slices and " + imp.getNFrames()
                + " frames, and the model takes one of " + count + " at a time. Choose one (stack=1 to stack=" + count
                + ") or stack=all.");
    }
}
