// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An image at some pixel size, and the sizes that a model allows, axis by axis {@code (D,) H, W}.
 *
 * @param image sizes of the image
 * @param allowed sizes of the model's grid
 * @param scale model pixels per image pixel
 */
record Frame(List<Integer> image, List<InputCard.Size> allowed, List<Double> scale) {

    /** Side of a tile of a model that takes any size: large enough for most halos, small enough for memory. */
    private static final int FREE_TILE = 256;

    static Frame nativeSize(FitRequest r) {
        List<Integer> image = ints(r.image().pixels().spatial());
        List<InputCard.Size> allowed = r.card().spatialSizes();
        if (image.size() == allowed.size()) return new Frame(image, allowed, image.stream().map(s -> 1.0).toList());
        throw new Problem("I07", "The image \"" + r.image().title() + "\" has " + image.size() + " dimensions ("
                + Numbers.sizes(image) + ") and the model's input \"" + r.card().name() + "\" takes " + allowed.size()
                + " (" + r.card().axes().spatial() + "). "
                + (image.size() > allowed.size() ? "Choose a slice, or run all slices one by one."
                        : "Give a stack, or choose a 2D model."));
    }

    static List<Integer> ints(int... values) {
        return IntStream.of(values).boxed().toList();
    }

    Frame at(List<Double> other) {
        return new Frame(image, allowed, other);
    }

    int rank() {
        return image.size();
    }

    /** Returns the image's size in model pixels. */
    int scaled(int axis) {
        return Math.max(1, (int) Math.round(image.get(axis) * scale.get(axis)));
    }

    /** Returns the smallest allowed grid that holds the whole image; of a fixed axis, the fixed size. */
    List<Integer> around() {
        return axes(a -> allowed.get(a).atLeast(scaled(a)));
    }

    /** Returns the largest allowed grid that lies inside the image; the smallest one if none does. */
    List<Integer> inside() {
        return axes(a -> {
            InputCard.Size s = allowed.get(a);
            return s.isFixed() || scaled(a) <= s.min() ? s.min() : s.min() + (scaled(a) - s.min()) / s.step() * s.step();
        });
    }

    /** Returns whether the whole image has room on an allowed grid. */
    boolean hasRoom() {
        return IntStream.range(0, rank()).allMatch(a -> allowed.get(a).atLeast(scaled(a)) >= scaled(a));
    }

    /** Returns whether the image is as large as an allowed grid. */
    boolean isExact() {
        return IntStream.range(0, rank()).allMatch(a -> allowed.get(a).atLeast(scaled(a)) == scaled(a));
    }

    boolean isFree() {
        return allowed.stream().noneMatch(InputCard.Size::isFixed);
    }

    /** Puts the whole image in the middle of the smallest grid that holds it. */
    Geometry whole() {
        return new Geometry(isExact() ? Fit.CROP : Fit.PAD, image, around(), axes(a -> middle(a, around().get(a))), scale);
    }

    /**
     * Cuts the model's size out around the middle of a box, shifted to stay inside; centred and padded
     * where the image is smaller. Where the model's size is free it is the smallest one around the box.
     *
     * @param box first and last image pixel per axis
     */
    Geometry crop(int[][] box) {
        List<Integer> most = inside();
        List<Integer> model = axes(a -> Math.min(most.get(a),
                allowed.get(a).atLeast((int) Math.ceil((box[1][a] - box[0][a] + 1) * scale.get(a)))));
        return new Geometry(Fit.CROP, image, model, axes(a -> start(a, model.get(a), (box[0][a] + box[1][a]) / 2.0)), scale);
    }

    /** Changes the pixel size so that the image has exactly the model's size. */
    Geometry resized() {
        List<Integer> model = around();
        List<Double> to = new ArrayList<>();
        for (int a = 0; a < rank(); a++) to.add(model.get(a) / (double) image.get(a));
        return new Geometry(Fit.RESIZE, image, model, axes(a -> 0), to);
    }

    /**
     * Covers the image with pieces that overlap by twice the halo; the last ones are shifted to stay
     * inside.
     *
     * @param halo in model pixels; less than half of every side that is smaller than the image
     */
    List<Geometry> tiles(int halo) {
        List<Integer> model = tile(halo);
        List<List<Integer>> starts = new ArrayList<>();
        for (int a = 0; a < rank(); a++) starts.add(starts(a, model.get(a), halo));
        int[] counts = starts.stream().mapToInt(List::size).toArray();
        List<Geometry> pieces = new ArrayList<>();
        for (int i = 0; i < Tensor.size(counts); i++) {
            List<Integer> offset = new ArrayList<>();
            for (int a = rank() - 1, rest = i; a >= 0; rest /= counts[a], a--) offset.add(0, starts.get(a).get(rest % counts[a]));
            pieces.add(new Geometry(Fit.TILE, image, model, offset, scale));
        }
        return pieces;
    }

    /** Returns whether tiles have anything left between their halos. */
    boolean canTile(int halo) {
        return IntStream.range(0, rank()).allMatch(a -> scaled(a) <= tile(halo).get(a) || tile(halo).get(a) > 2 * halo);
    }

    /** Returns the size of a tile: the model's; where that is free, a few halos, so that it fits into memory. */
    List<Integer> tile(int halo) {
        List<Integer> most = inside();
        return axes(a -> allowed.get(a).isFixed()
                ? most.get(a)
                : Math.min(most.get(a), allowed.get(a).atLeast(Math.max(FREE_TILE, 4 * halo))));
    }

    private List<Integer> starts(int axis, int tile, int halo) {
        if (scaled(axis) <= tile) return List.of(middle(axis, tile));
        double extent = tile / scale.get(axis);
        double step = (tile - 2 * halo) / scale.get(axis);
        int last = (int) Math.round(image.get(axis) - extent);
        List<Integer> starts = new ArrayList<>();
        for (int i = 0; Math.floor(i * step) < last; i++) starts.add((int) Math.floor(i * step));
        starts.add(last);
        return starts;
    }

    private int middle(int axis, int model) {
        return -(int) Math.floor((model - scaled(axis)) / 2 / scale.get(axis));
    }

    private int start(int axis, int model, double centre) {
        if (scaled(axis) <= model) return middle(axis, model);
        double extent = model / scale.get(axis);
        long wanted = (long) Math.floor(centre + 0.5 - extent / 2);
        return (int) Math.max(0, Math.min(Math.round(image.get(axis) - extent), wanted));
    }

    private List<Integer> axes(java.util.function.IntUnaryOperator of) {
        return IntStream.range(0, rank()).map(of).boxed().toList();
    }
}
