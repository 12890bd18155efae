// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import io.github.explainj.explain.Finding;
import io.github.explainj.tensor.Tensor;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Locale;

/** Draws pictures side by side: blocks of the planes of one picture, each under its label. */
final class PictureMontage {

    private static final int NEUTRAL = 0x808080;
    private static final int LINE = 13;

    /** Neither the white of the largest value nor that of 0. */
    private static final Color GROUND = new Color(0xd8d8dc);

    /** A space that neither a number nor |g| follows. */
    private static final String NAMED = " (?!-?\\d|\\|)";
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

    private final Finding.Picture picture;
    private final MontageLayout layout;
    private final List<List<String>> labels = new ArrayList<>();
    private final int[] colours = new int[256];

    private PictureMontage(Finding.Picture picture) {
        this.picture = picture;
        Tensor v = picture.values();
        int planes = (isColour() ? 1 : v.channels()) * Planes.depth(v);
        layout = MontageLayout.of(v.batch(), planes, v.size(-1), v.size(-2));
        Luts lut = picture.tone() == Finding.Tone.SIGNED ? Luts.DIVERGING : Luts.GREYS;
        for (int level = 0; level < 256; level++) colours[level] = lut.rgb(level);
    }

    static BufferedImage of(Finding.Picture picture) {
        return new PictureMontage(picture).drawn();
    }

    /** Returns what the ends of the colours stand for: around 0 for what has both signs. */
    static DisplayRange range(Tensor values, Finding.Tone tone) {
        boolean signed = tone == Finding.Tone.SIGNED;
        if (tone == Finding.Tone.COLOUR) for (float v : values.data()) signed |= v < 0;
        return DisplayRange.of(values, signed);
    }

    private boolean isColour() {
        return picture.tone() == Finding.Tone.COLOUR;
    }

    private BufferedImage drawn() {
        FontMetrics metrics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics().getFontMetrics(FONT);
        for (int i = 0; i < layout.shown(); i++) labels.add(lines(picture.labels().get(i), layout.blockWidth() + MontageLayout.GAP - 2, metrics));
        int caption = LINE * labels.stream().mapToInt(List::size).max().orElse(0);
        Optional<DisplayRange> common = picture.common() ? Optional.of(range(picture.values(), picture.tone())) : Optional.empty();
        List<String> footer = lines(footer(common), Math.max(layout.width(), 300), metrics);
        BufferedImage all = new BufferedImage(Math.max(layout.width(), 300), layout.height(caption) + footer.size() * LINE + 4,
                BufferedImage.TYPE_INT_RGB);
        Graphics2D g = all.createGraphics();
        g.setColor(GROUND);
        g.fillRect(0, 0, all.getWidth(), all.getHeight());
        g.setColor(Color.BLACK);
        g.setFont(FONT);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        for (int i = 0; i < layout.shown(); i++) {
            write(g, labels.get(i), layout.left(i), layout.top(i, caption) - caption);
            int number = i;
            block(all, i, caption, common.orElseGet(() -> range(picture.values().sample(number), picture.tone())));
        }
        write(g, footer, MontageLayout.GAP, layout.height(caption));
        g.dispose();
        return all;
    }

    private static void write(Graphics2D g, List<String> lines, int left, int top) {
        for (int l = 0; l < lines.size(); l++) g.drawString(lines.get(l), left, top + LINE * (l + 1) - 3);
    }

    /** Breaks a text between words so that it fits into a width; a number stays behind its name where both fit. */
    private static List<String> lines(String text, int width, FontMetrics metrics) {
        List<String> lines = new ArrayList<>();
        boolean whole = false;
        for (String named : text.split(NAMED)) {
            boolean fits = metrics.stringWidth(named) <= width;
            String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1) + " " + named;
            if (whole && fits && metrics.stringWidth(last) <= width) lines.set(lines.size() - 1, last);
            else lines.addAll(fits ? List.of(named) : List.of(named.split(" ")));
            whole = fits;
        }
        return lines;
    }

    private String footer(Optional<DisplayRange> common) {
        String range = common.map(r -> " from " + number(r.min()) + " to " + number(r.max()))
                .orElse(", each picture over its own range");
        return picture.unit() + range + planes() + layout.cut();
    }

    /** Says what lies in a row. */
    private String planes() {
        if (layout.planes() == 1) return "";
        boolean deep = Planes.depth(picture.values()) > 1;
        return "; from the left: " + (deep ? "slices" + (layout.allPlanes() > Planes.depth(picture.values()) ? " of each channel" : "")
                : picture.facts().getOrDefault("planes", "channel") + " 0 to " + (layout.planes() - 1));
    }

    private static String number(double v) {
        return v == 0 ? "0" : String.format(Locale.ROOT, "%.3g", v);
    }

    private void block(BufferedImage all, int i, int caption, DisplayRange range) {
        Tensor v = picture.values();
        int depth = Planes.depth(v);
        for (int p = 0; p < layout.planes(); p++) {
            int z = p % depth;
            int left = layout.left(i) + p * (layout.tileWidth() + MontageLayout.SEAM);
            if (isColour()) tile(all, left, layout.top(i, caption), colour(plane(i, 0, z), plane(i, 1, z), plane(i, 2, z), range));
            else tile(all, left, layout.top(i, caption), shaded(plane(i, p / depth, z), range));
        }
    }

    private float[] plane(int i, int c, int z) {
        Tensor v = picture.values();
        return layout.reduced(Planes.plane(v, i, c, z), v.size(-1), v.size(-2));
    }

    private int[] shaded(float[] values, DisplayRange range) {
        int[] rgb = new int[values.length];
        for (int i = 0; i < rgb.length; i++) rgb[i] = Float.isNaN(values[i]) ? NEUTRAL : colours[range.level(values[i])];
        return rgb;
    }

    private static int[] colour(float[] red, float[] green, float[] blue, DisplayRange range) {
        int[] rgb = new int[red.length];
        for (int i = 0; i < rgb.length; i++)
            rgb[i] = Float.isNaN(red[i] + green[i] + blue[i]) ? NEUTRAL
                    : range.level(red[i]) << 16 | range.level(green[i]) << 8 | range.level(blue[i]);
        return rgb;
    }

    /** Repeats each pixel. */
    private void tile(BufferedImage all, int left, int top, int[] rgb) {
        int across = layout.tileWidth() / layout.zoom();
        for (int y = 0; y < layout.tileHeight(); y++)
            for (int x = 0; x < layout.tileWidth(); x++)
                all.setRGB(left + x, top + y, rgb[y / layout.zoom() * across + x / layout.zoom()]);
    }
}
