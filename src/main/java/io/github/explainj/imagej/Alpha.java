// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

/** Composes transparent pixels on white, as a viewer shows them. */
final class Alpha {

    private Alpha() {}

    /**
     * Returns whether the high bytes are an alpha channel. In ImageJ they often are not: plugins
     * write {@code 0xRRGGBB}. They are when some pixel is half transparent, or when all that is fully
     * transparent is black and the rest is opaque.
     */
    static boolean isUsed(int[] argb) {
        boolean opaque = false;
        boolean clear = false;
        boolean colouredClear = false;
        for (int p : argb) {
            int a = p >>> 24;
            if (a > 0 && a < 255) return true;
            opaque |= a == 255;
            clear |= a == 0;
            colouredClear |= a == 0 && p != 0;
        }
        return opaque && clear && !colouredClear;
    }

    /** Returns opaque pixels: {@code alpha * colour + (1 - alpha) * white}. */
    static int[] onWhite(int[] argb) {
        int[] rgb = new int[argb.length];
        for (int i = 0; i < argb.length; i++) rgb[i] = onWhite(argb[i]);
        return rgb;
    }

    private static int onWhite(int p) {
        int a = p >>> 24;
        int mixed = 0xff;
        for (int shift = 16; shift >= 0; shift -= 8)
            mixed = mixed << 8 | Math.round((a * (p >>> shift & 0xff) + (255 - a) * 255) / 255f);
        return mixed;
    }
}
