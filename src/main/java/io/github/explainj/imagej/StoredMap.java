// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import ij.process.ColorProcessor;
import io.github.explainj.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * One plane of a map as 254 steps over its display range, which an overlay keeps in a property: what
 * is left of a map after the image was saved and reopened, and enough to draw it in another way.
 *
 * @param levels per pixel 0 for NaN, else 1 to 255 from the low to the high end of the range
 */
record StoredMap(int width, int height, byte[] levels, DisplayRange range, boolean signed) {

    static StoredMap of(HeatMap m, int channel, int slice, DisplayRange range) {
        float[] values = m.plane(channel, slice);
        byte[] levels = new byte[values.length];
        for (int i = 0; i < levels.length; i++)
            levels[i] = (byte) (Float.isNaN(values[i]) ? 0 : level(values[i], range));
        return new StoredMap(m.width(), m.height(), levels, range, m.signed());
    }

    private static int level(double value, DisplayRange r) {
        return (int) Math.max(1, Math.min(255, 1 + Math.round((value - r.min()) / (r.max() - r.min()) * 254)));
    }

    /** Draws it; 0 (black) where nothing is to be seen. */
    ColorProcessor draw(Look look) {
        int[] colours = colours(look);
        int[] rgb = new int[levels.length];
        for (int i = 0; i < rgb.length; i++) rgb[i] = colours[levels[i] & 0xff];
        return new ColorProcessor(width, height, rgb);
    }

    /** Returns the colour of each level; ImageJ draws black as transparent, so shown black is grey 3. */
    private int[] colours(Look look) {
        int[] colours = new int[256];
        for (int level = 1; level < 256; level++) {
            double share = signed ? Math.abs(level - 128) / 127.0 : (level - 1) / 254.0;
            if (share < look.threshold()) continue;
            int rgb = look.colours().rgb(level);
            colours[level] = (rgb & 0xfcfcfc) == 0 ? 0x030303 : rgb;
        }
        return colours;
    }

    /** Writes it as one line of text. */
    String text() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
            out.write(levels);
        } catch (IOException e) {
            throw new IllegalStateException("cannot compress a map in memory", e);
        }
        return String.join(",", "1", "" + width, "" + height, "" + range.min(), "" + range.max(), "" + signed,
                Base64.getEncoder().encodeToString(bytes.toByteArray()));
    }

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws Problem I16 when the text is something else
     */
    static StoredMap read(String text) {
        String[] parts = text.split(",", 7);
        try {
            int width = Integer.parseInt(parts[1]);
            int height = Integer.parseInt(parts[2]);
            byte[] packed = Base64.getDecoder().decode(parts[6]);
            byte[] levels = new InflaterInputStream(new ByteArrayInputStream(packed))
                    .readNBytes(Math.multiplyExact(width, height));
            DisplayRange range = new DisplayRange(Double.parseDouble(parts[3]), Double.parseDouble(parts[4]));
            if (levels.length == width * height)
                return new StoredMap(width, height, levels, range, Boolean.parseBoolean(parts[5]));
            throw new Problem("I16", "The overlay's stored map has " + levels.length + " pixels instead of "
                    + width + " x " + height + "; make the overlay again.");
        } catch (IOException | IllegalArgumentException | ArithmeticException | ArrayIndexOutOfBoundsException e) {
            throw new Problem("I16", "The overlay's stored map is damaged; make the overlay again.", e);
        }
    }
}
