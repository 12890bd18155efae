// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.imagej;

/**
 * Where the tiles of a montage lie: blocks in lines, each of the planes of one picture in a row.
 *
 * @param pictures how many there are
 * @param shown how many have room
 * @param allPlanes of each picture
 * @param planes of each that have room
 * @param columns blocks in a line
 * @param zoom how often a pixel is repeated; 1 when it is reduced
 * @param step pixels that become one; 1 when it is enlarged
 * @param tileWidth of a plane, drawn
 * @param tileHeight of a plane, drawn
 */
record MontageLayout(int pictures, int shown, int allPlanes, int planes, int columns, int zoom, int step, int tileWidth,
        int tileHeight) {

    /** Between blocks, and around all. */
    static final int GAP = 6;

    /** Between the planes of a block. */
    static final int SEAM = 3;

    private static final int WIDTH = 1600;
    private static final int HEIGHT = 8000;

    /** Below this a plane of several says nothing. */
    private static final int SMALLEST_PLANE = 14;
    private static final int SMALLEST = 64;
    private static final int LARGEST = 192;
    private static final int LARGEST_PLANE = 96;

    /** What a laptop's screen shows at once; the fewer pictures, the larger each. */
    private static final int SCREEN_WIDTH = 900;
    private static final int SCREEN_HEIGHT = 640;

    /** The lines of a label are not known yet; three are typical. */
    private static final int CAPTION = 3 * 13 + GAP;

    /** Wider than tall, as screens are, and lines of text take height. */
    private static final double ASPECT = 2.2;

    static MontageLayout of(int pictures, int allPlanes, int width, int height) {
        int planes = Math.min(allPlanes, (WIDTH - 2 * GAP) / (SMALLEST_PLANE + SEAM));
        int smallest = planes == 1 ? SMALLEST + GAP : Math.max(SMALLEST_PLANE, SMALLEST / planes) + SEAM;
        int most = Math.max(1, (WIDTH - GAP) / (planes * smallest + (planes == 1 ? 0 : GAP)));
        int columns = (int) Math.max(1, Math.min(Math.min(pictures, most), Math.round(Math.sqrt(ASPECT * pictures / planes))));
        int block = (WIDTH - GAP) / columns - GAP;
        int room = Math.min(planes == 1 ? LARGEST : LARGEST_PLANE, (block - (planes - 1) * SEAM) / planes);
        int rows = (pictures + columns - 1) / columns;
        int seen = Math.min(SCREEN_HEIGHT / rows - CAPTION, planes == 1 ? SCREEN_WIDTH / columns - GAP : room);
        room = Math.min(room, Math.max(LARGEST_PLANE, seen));
        int side = Math.max(width, height);
        int zoom = Math.max(1, room / side);
        int step = zoom > 1 || side <= room ? 1 : (side + room - 1) / room;
        int tall = (height + step - 1) / step * zoom;
        int lines = Math.max(1, HEIGHT / (tall + CAPTION));
        return new MontageLayout(pictures, Math.min(pictures, lines * columns), allPlanes, planes, columns, zoom, step,
                (width + step - 1) / step * zoom, tall);
    }

    int blockWidth() {
        return planes * (tileWidth + SEAM) - SEAM;
    }

    int width() {
        return GAP + columns * (blockWidth() + GAP);
    }

    /** @param caption height of the labels above a line of blocks */
    int height(int caption) {
        return GAP + (shown + columns - 1) / columns * (caption + tileHeight + GAP);
    }

    int left(int picture) {
        return GAP + picture % columns * (blockWidth() + GAP);
    }

    /** Returns where the planes of a picture begin, below its label. */
    int top(int picture, int caption) {
        return GAP + picture / columns * (caption + tileHeight + GAP) + caption;
    }

    /** Says what had no room; empty when all had. */
    String cut() {
        return (shown < pictures ? "; the first " + shown + " of " + pictures + " pictures" : "")
                + (planes < allPlanes ? "; the first " + planes + " of " + allPlanes + " planes of each" : "")
                + (step > 1 ? "; reduced to 1/" + step : "");
    }

    /** Averages blocks of step by step pixels; NaN does not count. */
    float[] reduced(float[] plane, int width, int height) {
        if (step == 1) return plane;
        int across = (width + step - 1) / step;
        float[] out = new float[across * ((height + step - 1) / step)];
        for (int i = 0; i < out.length; i++) {
            double sum = 0;
            int n = 0;
            for (int y = i / across * step; y < Math.min(height, (i / across + 1) * step); y++)
                for (int x = i % across * step; x < Math.min(width, (i % across + 1) * step); x++)
                    if (!Float.isNaN(plane[y * width + x])) {
                        sum += plane[y * width + x];
                        n++;
                    }
            out[i] = n == 0 ? Float.NaN : (float) (sum / n);
        }
        return out;
    }
}
