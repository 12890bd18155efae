// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import ij.process.LUT;

/**
 * Our own colours, which plain ImageJ lacks and people with a colour deficiency can read: lightness
 * rises steadily in {@link #SEQUENTIAL}; {@link #DIVERGING} goes from blue over near-white to orange.
 */
public enum Luts {
    /** Black over blue-violet and orange to pale yellow: 0 is dark. */
    SEQUENTIAL(0x000004, 0x2a1464, 0x7a1e78, 0xc83c50, 0xf0821e, 0xfac850, 0xfffadc),
    /** Blue below zero, near-white at zero, orange above; the ends are seen on dark and on bright images. */
    DIVERGING(0x0050c8, 0x3c8cf0, 0xaad0f5, 0xf5f5f5, 0xffc896, 0xff8c28, 0xdc4600),
    /** The same hues with black at zero and brighter for stronger: for overlays on dark images. */
    DIVERGING_DARK(0xb4f0ff, 0x28a0ff, 0x0a3ca0, 0x000000, 0xa03c00, 0xff8c14, 0xfff0a0),
    /** Black to white. */
    GREYS(0x000000, 0xffffff),
    /** Black to one colour, for maps that lie over one another: colours of Okabe and Ito (2008). */
    ORANGE(0x000000, 0xe69f00),
    SKY_BLUE(0x000000, 0x56b4e9),
    GREEN(0x000000, 0x009e73),
    PINK(0x000000, 0xcc79a7),
    YELLOW(0x000000, 0xf0e442),
    RED(0x000000, 0xd55e00),
    BLUE(0x000000, 0x0072b2);

    private final int[] stops;

    Luts(int... stops) {
        this.stops = stops;
    }

    /** Returns the table that suits a map: diverging when 0 means no effect and both signs occur. */
    public static Luts of(boolean signed) {
        return signed ? DIVERGING : SEQUENTIAL;
    }

    /** Returns the colour {@code 0xRRGGBB} of a level from 0 to 255. */
    public int rgb(int level) {
        double at = level / 255.0 * (stops.length - 1);
        int i = Math.min((int) at, stops.length - 2);
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int a = stops[i] >> shift & 0xff;
            int b = stops[i + 1] >> shift & 0xff;
            mixed = mixed << 8 | (int) Math.round(a + (at - i) * (b - a));
        }
        return mixed;
    }

    /** Returns it as ImageJ's table. */
    public LUT lut() {
        byte[][] channels = new byte[3][256];
        for (int level = 0; level < 256; level++)
            for (int c = 0; c < 3; c++) channels[c][level] = (byte) (rgb(level) >> 16 - 8 * c);
        return new LUT(channels[0], channels[1], channels[2]);
    }
}
