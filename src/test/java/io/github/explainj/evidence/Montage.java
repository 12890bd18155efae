// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.evidence;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ImageConverter;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Map;

/** Puts pictures side by side, each under its name, without their colour bars. */
final class Montage {

    private static final int COLUMNS = 6;
    private static final int SIDE = 192;
    private static final int CAPTION = 20;
    private static final int GAP = 4;

    private Montage() {}

    /** @param pictures square pictures by name, with a colour bar on the right of the square */
    static void write(Path file, Map<String, BufferedImage> pictures) {
        int rows = (pictures.size() + COLUMNS - 1) / COLUMNS;
        int width = COLUMNS * (SIDE + GAP) - GAP;
        BufferedImage all = new BufferedImage(width, rows * (SIDE + CAPTION), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = all.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, all.getWidth(), all.getHeight());
        g.setColor(Color.BLACK);
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        int n = 0;
        for (Map.Entry<String, BufferedImage> e : pictures.entrySet()) {
            int left = n % COLUMNS * (SIDE + GAP);
            int top = n++ / COLUMNS * (SIDE + CAPTION);
            int from = e.getValue().getHeight();
            g.drawString(e.getKey(), left + 2, top + 15);
            g.drawImage(e.getValue(), left, top + CAPTION, left + SIDE, top + CAPTION + SIDE, 0, 0, from, from, null);
        }
        g.dispose();
        ImagePlus image = new ImagePlus("methods", all);
        // 256 colours are a third of the bytes, and all that the maps have
        new ImageConverter(image).convertRGBtoIndexedColor(256);
        new FileSaver(image).saveAsPng(file.toString());
    }
}
