// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

import ij.gui.Overlay;
import ij.gui.Roi;
import io.github.explainj.explain.Finding;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Draws patches in rows, group by group, groups below each other unless that is too high: under each patch what is shown beside it, its value and the name
 * of its image. Small patches are enlarged a whole number of times, without interpolation.
 */
final class PatchMontage {

    private static final int COLUMNS = 10;
    private static final int SMALLEST = 96;
    private static final int LARGEST = 192;
    private static final int GAP = 6;
    private static final int LINE = 14;
    private static final int NARROWEST = 420;

    /** What a laptop's screen shows at once: what is higher goes beside each other, as far as there is room. */
    private static final int SCREEN_WIDTH = 1000;
    private static final int SCREEN_HEIGHT = 640;
    private static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    private static final Font BOLD = new Font(Font.SANS_SERIF, Font.BOLD, 12);

    private final Finding.Patches patches;
    private final List<List<Finding.Patch>> groups = new ArrayList<>();
    private final List<Rectangle> places = new ArrayList<>();
    private final int side;
    private final boolean beside;

    private PatchMontage(Finding.Patches patches) {
        this.patches = patches;
        for (Finding.Patch p : patches.patches()) {
            if (groups.isEmpty() || !groups.get(groups.size() - 1).get(0).group().equals(p.group()))
                groups.add(new ArrayList<>());
            groups.get(groups.size() - 1).add(p);
        }
        side = patches.patches().stream().mapToInt(p -> Math.max(size(p).width, size(p).height)).max()
                .orElse(SMALLEST);
        beside = patches.patches().stream().anyMatch(p -> p.beside().isPresent());
    }

    /**
     * Draws all patches.
     *
     * @param places gets a rectangle per patch
     */
    static BufferedImage of(Finding.Patches patches, Overlay places) {
        PatchMontage montage = new PatchMontage(patches);
        BufferedImage drawn = montage.drawn();
        for (int i = 0; i < montage.places.size(); i++) {
            Roi roi = new Roi(montage.places.get(i));
            roi.setName(PatchImages.name(patches, i));
            roi.setStrokeColor(new Color(0xff, 0xd0, 0x20));
            places.add(roi);
        }
        return drawn;
    }

    /** Returns how large a patch is drawn. */
    private static Rectangle size(Finding.Patch p) {
        int width = p.pixels().size(-1);
        int height = p.pixels().size(-2);
        int longer = Math.max(width, height);
        double zoom = longer > LARGEST ? LARGEST / (double) longer : Math.max(1, SMALLEST / longer);
        return new Rectangle(Math.max(1, (int) Math.round(width * zoom)),
                Math.max(1, (int) Math.round(height * zoom)));
    }

    private int tileHeight() {
        return (beside ? 2 : 1) * (side + 2) + 2 * LINE + GAP;
    }

    private BufferedImage drawn() {
        int columns = Math.min(COLUMNS, groups.stream().mapToInt(List::size).max().orElse(1));
        int block = columns * (side + GAP) + GAP;
        int across = across(block);
        List<Integer> tops = tops(across);
        BufferedImage all = new BufferedImage(Math.max(NARROWEST, across * block),
                Math.max(tops.get(groups.size()), 4 * LINE), BufferedImage.TYPE_INT_RGB);
        Graphics2D g = all.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, all.getWidth(), all.getHeight());
        g.setColor(Color.BLACK);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        for (int i = 0; i < groups.size(); i++) group(g, groups.get(i), GAP + i % across * block, tops.get(i));
        if (groups.isEmpty()) text(g, PLAIN, "no patches", GAP, 2 * LINE);
        g.dispose();
        return all;
    }

    /** Returns how many groups of a width lie beside each other. */
    private int across(int block) {
        boolean fits = groups.stream().mapToInt(this::height).sum() <= SCREEN_HEIGHT;
        return fits ? 1 : Math.max(1, Math.min(groups.size(), SCREEN_WIDTH / block));
    }

    /** Returns where each group begins, and where the last one ends. */
    private List<Integer> tops(int across) {
        List<Integer> tops = new ArrayList<>();
        int top = GAP;
        for (int i = 0; i < groups.size(); i += across) {
            List<List<Finding.Patch>> row = groups.subList(i, Math.min(groups.size(), i + across));
            tops.addAll(Collections.nCopies(row.size(), top));
            top += row.stream().mapToInt(this::height).max().orElse(0);
        }
        tops.add(top);
        return tops;
    }

    /** Returns the height of a group with its heading. */
    private int height(List<Finding.Patch> group) {
        return LINE + 4 + (group.size() + COLUMNS - 1) / COLUMNS * tileHeight();
    }

    private void group(Graphics2D g, List<Finding.Patch> group, int left, int top) {
        text(g, BOLD, group.get(0).group() + " (" + patches.unit() + ")", left, top + LINE - 2);
        int below = top + LINE + 4;
        PatchColours colours = new PatchColours(group);
        for (int i = 0; i < group.size(); i++)
            tile(g, group.get(i), colours,
                    new Rectangle(left + i % COLUMNS * (side + GAP), below + i / COLUMNS * tileHeight(), side, side));
    }

    private void tile(Graphics2D g, Finding.Patch p, PatchColours colours, Rectangle room) {
        Rectangle place = size(p);
        place.setLocation(room.x + (side - place.width) / 2, room.y + (side - place.height) / 2);
        boolean smaller = place.width < p.pixels().size(-1) || place.height < p.pixels().size(-2);
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, smaller
                ? RenderingHints.VALUE_INTERPOLATION_BILINEAR
                : RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        g.drawImage(colours.pixels(p.pixels()), place.x, place.y, place.width, place.height, null);
        p.beside().ifPresent(b -> g.drawImage(colours.beside(b), place.x, place.y + side + 2, place.width,
                place.height, null));
        int text = room.y + (beside ? 2 * (side + 2) : side + 2);
        text(g, PLAIN, String.format(Locale.ROOT, "%.4g", p.value()), room.x, text + LINE - 3);
        text(g, PLAIN, fitting(g, p.origin().name()), room.x, text + 2 * LINE - 3);
        places.add(place);
    }

    private static void text(Graphics2D g, Font font, String text, int left, int baseline) {
        g.setFont(font);
        g.drawString(text, left, baseline);
    }

    /** Cuts a name's beginning off: names of files differ at the end. */
    private String fitting(Graphics2D g, String name) {
        String shown = name;
        for (int from = 1; g.getFontMetrics(PLAIN).stringWidth(shown) > side && from < name.length(); from++)
            shown = "\u2026" + name.substring(from);
        return shown;
    }
}
