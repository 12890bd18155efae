// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.FeatureMap;
import io.github.explainj.explain.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The best cells of one slice of one image, channel by channel. Its tiles overlap: a place counts once. */
final class PlaneCells {

    private static final double LESS_THAN_A_CELL = 0.999;

    private final int mostPerImage;
    private final List<List<Winner>> found = new ArrayList<>();
    private List<Double> spacing = List.of();

    /** @param mostPerImage how many cells of a channel are wanted */
    PlaneCells(int channels, int mostPerImage) {
        this.mostPerImage = mostPerImage;
        for (int k = 0; k < channels; k++) found.add(new ArrayList<>());
    }

    /**
     * Adds the best cells of the image or of one tile.
     *
     * @param channel its place among the channels
     * @param values of all cells
     * @param floor only what exceeds it is of use
     */
    void add(int channel, long order, Item item, FeatureMap layer, float[] values, float floor) {
        Origin origin = item.origin();
        // each cell that is taken can make no more than 2^rank cells of another tile superfluous
        int needed = origin.piece().isEmpty() ? mostPerImage
                : mostPerImage * (1 + (1 << layer.grid().size()));
        List<Integer> pixels = item.sample().grid().spatial();
        for (int cell : best(values, needed, floor))
            found.get(channel).add(new Winner(order, cell, values[cell] + 0f,
                    item.onImage(CellBox.centre(layer, cell, pixels)), origin));
        if (!origin.piece().isEmpty()) spacing = spacing(item, layer, pixels);
    }

    /** Returns which cells have the largest finite values, best first, of equal ones the first. */
    static int[] best(float[] values, int count, float floor) {
        int[] kept = new int[Math.min(count, values.length)];
        int n = 0;
        for (int p = 0; p < values.length; p++) {
            boolean wanted = Float.isFinite(values[p]) && values[p] > floor
                    && (n < kept.length || values[p] > values[kept[n - 1]]);
            if (!wanted) continue;
            int i = n < kept.length ? n++ : n - 1;
            for (; i > 0 && values[p] > values[kept[i - 1]]; i--) kept[i] = kept[i - 1];
            kept[i] = p;
        }
        return java.util.Arrays.copyOf(kept, n);
    }

    private static List<Double> spacing(Item item, FeatureMap layer, List<Integer> pixels) {
        if (layer.cells() == 1) return List.of();
        List<Double> first = item.onImage(CellBox.centre(layer, 0, pixels));
        List<Double> last = item.onImage(CellBox.centre(layer, layer.cells() - 1, pixels));
        return IntStream.range(0, pixels.size())
                .mapToObj(a -> (last.get(a) - first.get(a)) / Math.max(1, layer.grid().get(a) - 1)).toList();
    }

    /** Returns the best cells of a channel at different places, best first. */
    List<Winner> best(int channel) {
        List<Winner> kept = new ArrayList<>();
        for (Winner w : found.get(channel).stream().sorted(Winner.BEST_FIRST).toList())
            if (kept.size() < mostPerImage && kept.stream().noneMatch(k -> isSamePlace(k, w))) kept.add(w);
        return kept;
    }

    private boolean isSamePlace(Winner a, Winner b) {
        return a.order() != b.order() && !spacing.isEmpty() && IntStream.range(0, spacing.size())
                .allMatch(i -> Math.abs(a.at().get(i) - b.at().get(i)) <= LESS_THAN_A_CELL * spacing.get(i));
    }
}
