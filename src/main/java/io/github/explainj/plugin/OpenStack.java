// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.ImagePlus;
import io.github.explainj.ImageSet;
import java.util.Arrays;

/** An open image whose slices and frames are gone through. */
final class OpenStack {

    private OpenStack() {}

    static ImageSet.Entry entry(ImagePlus imp) {
        int planes = imp.getNSlices() * imp.getNFrames();
        return new ImageSet.Entry(imp.getTitle(), "", stamp(imp), "", volumes -> Loader.slices(imp, volumes), planes);
    }

    /** Returns what changes with the pixels, which no file tells; empty for a stack that is not in memory. */
    private static String stamp(ImagePlus imp) {
        if (imp.getStack().isVirtual()) return "";
        int hash = 0;
        for (int i = 1; i <= imp.getStackSize(); i++) hash = 31 * hash + hash(imp.getStack().getPixels(i));
        return "pixels " + Integer.toHexString(hash);
    }

    private static int hash(Object pixels) {
        if (pixels instanceof byte[] b) return Arrays.hashCode(b);
        if (pixels instanceof short[] s) return Arrays.hashCode(s);
        return pixels instanceof float[] f ? Arrays.hashCode(f) : Arrays.hashCode((int[]) pixels);
    }
}
