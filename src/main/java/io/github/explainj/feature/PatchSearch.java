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
    private final Map<String, Begun> begun = new LinkedHashMap<>();
    private Slice current;

    /**
     * An image of which some slices are done.
     *
     * @param stamp of its file
     * @param items how many slices, or tiles of them
     */
    record Begun(String stamp, int items) {

        Begun and(Begun more) {
            return new Begun(stamp, items + more.items);
        }
    }

    /** What is known of the slice in hand: it counts when all its tiles are there. */
    private static final class Slice {

        private final Origin origin;
        private final PlaneCells plane;
        private final double[] sums;
        private long cells;
        private int items;

        Slice(Origin origin, PlaneCells plane, int channels) {
            this.origin = origin;
            this.plane = plane;
            this.sums = new double[channels];
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
        for (int i = 0; i < channels.size(); i++) heaps.add(new BestCells(count));
    }

    /** Goes on from what is known already. */
    void restore(Known known) {
        known.best().forEach((channel, winners) ->
                winners.forEach(heaps.get(channels.indexOf(channel))::offer));
        IntStream.range(0, sums.length).forEach(i -> sums[i] = known.sums().get(i));
        done.putAll(known.done());
        cells = known.cells();
        order = known.order();
        begun.putAll(known.begun());
    }

    /** Returns what is known of the images that are done. */
    Known known() {
        return new Known(order, cells, java.util.Arrays.stream(sums).boxed().toList(), best(channels),
                new LinkedHashMap<>(done), new LinkedHashMap<>(begun));
    }

    /**
     * What is known after some images.
     *
     * @param order number that the next image gets
     * @param cells how many positions were seen
     * @param sums of the activations, per channel
     * @param best per channel, best first
     * @param done stamps of the images that are done, by name
     * @param begun by name: the image after them
     */
    record Known(long order, long cells, List<Double> sums, Map<Integer, List<Winner>> best,
            Map<String, String> done, Map<String, Begun> begun) {}

    /** Takes one image, or one slice or tile of it. Those of one image follow each other. */
    void add(Item item, FeatureMap layer, ChannelMaps maps) {
        Origin origin = item.origin();
        if (current != null && !current.origin.image().equals(origin.image())) finishImage();
        else if (current != null && !isOnPlane(origin)) finishSlice();
        if (current == null)
            current = new Slice(origin, new PlaneCells(channels.size(), mostPerImage), channels.size());
        for (int i = 0; i < channels.size(); i++) {
            float[] values = maps.row(channels.get(i));
            current.plane.add(i, order + current.items, item, layer, values, heaps.get(i).floor());
            for (float v : values) if (Float.isFinite(v)) current.sums[i] += v;
        }
        current.cells += maps.cells();
        current.items++;
    }

    private boolean isOnPlane(Origin origin) {
        return current.origin.slice() == origin.slice() && current.origin.frame() == origin.frame();
    }

    private void finishSlice() {
        for (int i = 0; i < channels.size(); i++) {
            current.plane.best(i).forEach(heaps.get(i)::offer);
            sums[i] += current.sums[i];
        }
        cells += current.cells;
        order += current.items;
        begun.merge(current.origin.image(), new Begun(current.origin.stamp(), current.items), Begun::and);
        current = null;
    }

    /** Counts the image in hand as done. */
    void finishImage() {
        if (current == null) return;
        String image = current.origin.image();
        finishSlice();
        done.put(image, begun.remove(image).stamp());
    }

    Map<String, Begun> begun() {
        return begun;
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
        return channels.stream().sorted(Comparator.comparingDouble(this::mean).reversed()).limit(count)
                .toList();
    }

    /** Returns the best cells of some channels, best first. */
    Map<Integer, List<Winner>> best(List<Integer> of) {
        Map<Integer, List<Winner>> best = new LinkedHashMap<>();
        of.forEach(k -> best.put(k, heaps.get(channels.indexOf(k)).best()));
        return best;
    }
}
