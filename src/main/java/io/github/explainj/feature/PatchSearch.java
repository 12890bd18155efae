// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.ChannelMaps;
import io.github.explainj.explain.FeatureMap;
import io.github.explainj.explain.Origin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Looks for the cells that excite channels most, image by image. Kept are a heap per channel, a mean per
 * channel, and the names of the images that are done.
 */
final class PatchSearch {

    private final List<Integer> channels;
    private final int mostPerImage;
    private final List<BestCells> heaps = new ArrayList<>();
    private final double[] sums;
    private final Map<String, String> done = new LinkedHashMap<>();
    private long cells;
    private long order;
    private final Current current;

    /** What is known of the image in hand: it counts when all its slices and tiles are there. */
    private static final class Current {

        private final List<List<Winner>> winners = new ArrayList<>();
        private final double[] sums;
        private Origin origin;
        private long cells;
        private long items;
        private PlaneCells plane;

        Current(int channels) {
            sums = new double[channels];
            for (int i = 0; i < channels; i++) winners.add(new ArrayList<>());
        }
    }

    /**
     * @param channels those that are looked at
     * @param count how many cells are wanted per channel
     * @param mostPerImage how many of them may be of the same slice of the same image
     */
    PatchSearch(List<Integer> channels, int count, int mostPerImage) {
        this.channels = List.copyOf(channels);
        this.mostPerImage = mostPerImage;
        sums = new double[channels.size()];
        current = new Current(channels.size());
        for (int i = 0; i < channels.size(); i++) heaps.add(new BestCells(count));
    }

    /** Goes on from what is known already. */
    void restore(Known known) {
        known.best().forEach((channel, winners) -> winners.forEach(heaps.get(channels.indexOf(channel))::offer));
        IntStream.range(0, sums.length).forEach(i -> sums[i] = known.sums().get(i));
        done.putAll(known.done());
        cells = known.cells();
        order = known.order();
    }

    /** Returns what is known of the images that are done. */
    Known known() {
        return new Known(order, cells, java.util.Arrays.stream(sums).boxed().toList(), best(channels), new LinkedHashMap<>(done));
    }

    /**
     * What is known after some images.
     *
     * @param order number that the next image gets
     * @param cells how many positions were seen
     * @param sums of the activations, per channel
     * @param best per channel, best first
     * @param done stamps of the images that are done, by name
     */
    record Known(long order, long cells, List<Double> sums, Map<Integer, List<Winner>> best, Map<String, String> done) {}

    /** Takes one image, or one slice or tile of it. Those of one image follow each other. */
    void add(Item item, FeatureMap layer, ChannelMaps maps) {
        Origin origin = item.origin();
        if (current.origin == null || !current.origin.image().equals(origin.image())) finishImage();
        else if (current.origin.slice() != origin.slice() || current.origin.frame() != origin.frame()) finishPlane();
        if (current.plane == null) current.plane = new PlaneCells(channels.size(), mostPerImage);
        current.origin = origin;
        for (int i = 0; i < channels.size(); i++) {
            float[] values = maps.row(channels.get(i));
            current.plane.add(i, order + current.items, item, layer, values, heaps.get(i).floor());
            for (float v : values) if (Float.isFinite(v)) current.sums[i] += v;
        }
        current.cells += maps.cells();
        current.items++;
    }

    private void finishPlane() {
        for (int i = 0; i < channels.size(); i++) current.winners.get(i).addAll(current.plane.best(i));
        current.plane = null;
    }

    /** Counts the image in hand as done. */
    void finishImage() {
        if (current.origin == null) return;
        finishPlane();
        for (int i = 0; i < channels.size(); i++) {
            current.winners.get(i).forEach(heaps.get(i)::offer);
            current.winners.get(i).clear();
            sums[i] += current.sums[i];
            current.sums[i] = 0;
        }
        done.put(current.origin.image(), current.origin.stamp());
        cells += current.cells;
        order += current.items;
        current.cells = 0;
        current.items = 0;
        current.origin = null;
    }

    Map<String, String> done() {
        return done;
    }

    /** Returns how many positions were seen. */
    long cells() {
        return cells;
    }

    /** Returns the mean activation of a channel over all positions of all images. */
    double mean(int channel) {
        return sums[channels.indexOf(channel)] / Math.max(1, cells);
    }

    /** Returns the channels with the largest means, largest first. */
    List<Integer> mostActive(int count) {
        return channels.stream().sorted(Comparator.comparingDouble(this::mean).reversed()).limit(count).toList();
    }

    /** Returns the best cells of some channels, best first. */
    Map<Integer, List<Winner>> best(List<Integer> of) {
        Map<Integer, List<Winner>> best = new LinkedHashMap<>();
        of.forEach(k -> best.put(k, heaps.get(channels.indexOf(k)).best()));
        return best;
    }
}
