// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import io.github.explainj.input.ImageData;
import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Locale;

/** Draws an image in grey (or its own colours) with a heat map over it and a colour bar beside it. */
final class Picture {

    private static final int SMALLEST_SIDE = 384;

    private Picture() {}

    static BufferedImage of(ImageData image, HeatMap map, Look look) {
        int z = strongestSlice(map);
        int zoom = Math.max(1, (SMALLEST_SIDE + map.height() - 1) / map.height());
        int width = map.width() * zoom;
        int height = map.height() * zoom;
        int bar = Math.max(120, 20 + 7 * map.unit().length());
        BufferedImage picture = new BufferedImage(width + bar, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = picture.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width + bar, height);
        g.drawImage(backdrop(image, z), 0, 0, width, height, null);
        g.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, (float) look.opacity()));
        g.drawImage(heat(map, z, look), 0, 0, width, height, null);
        g.setComposite(AlphaComposite.SrcOver);
        legend(g, map, look, new int[] {width, bar, height});
        g.dispose();
        return picture;
    }

    private static int strongestSlice(HeatMap map) {
        int best = map.depth() / 2;
        float strongest = 0;
        int c = map.strongestChannel();
        for (int z = 0; z < map.depth(); z++)
            for (float v : map.plane(c, z))
                if (Math.abs(v) > strongest) {
                    strongest = Math.abs(v);
                    best = z;
                }
        return best;
    }

    private static BufferedImage heat(HeatMap map, int z, Look look) {
        int[] rgb = (int[]) StoredMap.of(map, map.strongestChannel(), z, map.range()).draw(look).getPixels();
        BufferedImage out = new BufferedImage(map.width(), map.height(), BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < rgb.length; i++)
            if ((rgb[i] & 0xffffff) != 0) out.setRGB(i % map.width(), i / map.width(), rgb[i] | 0xff000000);
        return out;
    }

    private static BufferedImage backdrop(ImageData image, int z) {
        int[] spatial = image.pixels().spatial();
        int height = spatial[spatial.length - 2];
        int width = spatial[spatial.length - 1];
        float[][] shown = new float[3][];
        for (int c = 0; c < 3; c++)
            shown[c] = image.colour() ? plane(image, c, z) : c == 0 ? stretched(plane(image, 0, z)) : shown[0];
        BufferedImage out = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < width * height; i++)
            out.setRGB(i % width, i / width, byteOf(shown[0][i]) << 16 | byteOf(shown[1][i]) << 8 | byteOf(shown[2][i]));
        return out;
    }

    private static float[] plane(ImageData image, int c, int z) {
        int rank = image.pixels().rank();
        int area = image.pixels().size(-1) * image.pixels().size(-2);
        int depth = rank == 5 ? image.pixels().size(2) : 1;
        int from = (c * depth + Math.min(z, depth - 1)) * area;
        return Arrays.copyOfRange(image.pixels().data(), from, from + area);
    }

    /** Spreads grey values from the 0.5th to the 99.5th percentile over 0 to 255. */
    private static float[] stretched(float[] plane) {
        float[] sorted = plane.clone();
        Arrays.sort(sorted);
        float low = sorted[(int) (0.005 * (sorted.length - 1))];
        float high = sorted[(int) (0.995 * (sorted.length - 1))];
        float scale = high > low ? 255 / (high - low) : 0;
        float[] out = new float[plane.length];
        for (int i = 0; i < out.length; i++) out[i] = (plane[i] - low) * scale;
        return out;
    }

    private static int byteOf(float v) {
        return Math.max(0, Math.min(255, Math.round(v)));
    }

    /** @param layout left edge, width and height of the room for it */
    private static void legend(Graphics2D g, HeatMap map, Look look, int[] layout) {
        int left = layout[0] + 10;
        int top = 40;
        int tall = layout[2] - 2 * top;
        for (int y = 0; y < tall; y++) {
            g.setColor(new Color(look.colours().rgb(255 - 255 * y / Math.max(1, tall - 1))));
            g.fillRect(left, top + y, 18, 1);
        }
        g.setColor(Color.BLACK);
        g.drawRect(left, top, 18, tall);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        DisplayRange range = map.range();
        g.drawString(number(range.max()), left + 24, top + 10);
        g.drawString(number((range.min() + range.max()) / 2), left + 24, top + tall / 2 + 4);
        g.drawString(number(range.min()), left + 24, top + tall);
        g.drawString(map.unit(), layout[0] + 10, 20);
    }

    private static String number(double v) {
        return v == 0 ? "0" : String.format(Locale.ROOT, "%.3g", v);
    }
}
