// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import io.github.explainj.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the axes of a tensor mean, and where its elements lie when one sample of it is flattened.
 *
 * @param shape all sizes, the batch axis included
 * @param batched whether axis 0 is the batch
 * @param channelAxis which axis is the channel; -1 when none is
 * @param spatialAxes the other axes, in the order {@code (z,) y, x}
 */
public record Layout(List<Integer> shape, boolean batched, int channelAxis, List<Integer> spatialAxes) {

    private static final String SPATIAL = "tizyx";

    public Layout {
        shape = List.copyOf(shape);
        spatialAxes = List.copyOf(spatialAxes);
    }

    /**
     * Finds the layout of a tensor: the axes that the facts give it, else channels first.
     *
     * @param shape sizes of the unperturbed run; a batch axis has size 1
     * @throws Problem A01 when the samples of a batch do not lie along its first axis; a model that takes
     *     one sample a run may drop the axis
     */
    public static Layout of(ModelFacts facts, String tensor, int... shape) {
        List<Integer> sizes = IntStream.of(shape).boxed().toList();
        boolean lost = facts.batched() && (shape.length == 0 || shape[0] != 1);
        if (lost && !facts.oneSample())
            throw new Problem("A01", "The tensor \"" + tensor + "\" has the shape " + sizes + " for one image,"
                    + " so its first axis is not the batch and it has no number per image. Choose another tensor.");
        String axes = facts.axes().getOrDefault(tensor, "");
        boolean batched = facts.batched() && !lost;
        return axes.length() == shape.length && axes.startsWith("b") == batched
                ? declared(sizes, batched, axes)
                : channelsFirst(sizes, batched);
    }

    private static Layout declared(List<Integer> shape, boolean batched, String axes) {
        List<Integer> spatial = new ArrayList<>();
        for (char a : SPATIAL.toCharArray()) if (axes.indexOf(a) >= 0) spatial.add(axes.indexOf(a));
        int channel = axes.indexOf('c');
        // a list of numbers is a list of classes, whatever its axis is called
        return channel < 0 && spatial.size() == 1
                ? new Layout(shape, batched, spatial.get(0), List.of())
                : new Layout(shape, batched, channel, spatial);
    }

    private static Layout channelsFirst(List<Integer> shape, boolean batched) {
        int first = batched ? 1 : 0;
        List<Integer> spatial = IntStream.range(Math.min(first + 1, shape.size()), shape.size()).boxed().toList();
        return new Layout(shape, batched, first < shape.size() ? first : -1, spatial);
    }

    public int channels() {
        return channelAxis < 0 ? 1 : shape.get(channelAxis);
    }

    /** Returns the spatial sizes {@code (D,) H, W}. */
    public int[] spatial() {
        return spatialAxes.stream().mapToInt(shape::get).toArray();
    }

    /** Returns the number of pixels of a channel; 1 when there are no spatial axes. */
    public int pixels() {
        return IntStream.of(spatial()).reduce(1, Math::multiplyExact);
    }

    /** Returns the sizes without the batch axis. */
    public List<Integer> sample() {
        return batched ? shape.subList(1, shape.size()) : shape;
    }

    /** Returns the number of elements of a sample. */
    public int size() {
        return sample().stream().reduce(1, Math::multiplyExact);
    }

    /** Returns whether the channels are images rather than single numbers. */
    public boolean isDense() {
        return pixels() > 1 && classAxis() < 0;
    }

    /** Returns the axis that counts classes when there is one number per class; -1 for images and lone numbers. */
    public int classAxis() {
        if (pixels() == 1) return channelAxis;
        List<Integer> large = IntStream.range(batched ? 1 : 0, shape.size())
                .filter(a -> shape.get(a) > 1).boxed().toList();
        return channels() == 1 && large.size() == 1 ? large.get(0) : -1;
    }

    /** Returns where element {@code 0, ..., i, ..., 0} of an axis lies in a flattened sample. */
    public int offset(int axis, int i) {
        return axis < 0 ? 0 : i * shape.subList(axis + 1, shape.size()).stream().reduce(1, Math::multiplyExact);
    }

    /**
     * Returns where a pixel of a channel lies in a flattened sample.
     *
     * @param place in the order of {@link #spatial()}
     */
    public int position(int channel, int... place) {
        int p = offset(channelAxis, channel);
        for (int i = 0; i < place.length; i++) p += offset(spatialAxes.get(i), place[i]);
        return p;
    }

    /** Returns the coordinates {@code (z,) y, x} of a pixel given by its number, the last axis fastest. */
    public int[] place(int pixel) {
        int[] sizes = spatial();
        int[] place = new int[sizes.length];
        for (int i = sizes.length - 1; i >= 0; i--) {
            place[i] = pixel % sizes[i];
            pixel /= sizes[i];
        }
        return place;
    }

    /** Returns where all pixels of a channel lie, in the order {@code (z,) y, x}. */
    public int[] channel(int channel) {
        int[] positions = {offset(channelAxis, channel)};
        for (int axis : spatialAxes) {
            int size = shape.get(axis);
            int stride = offset(axis, 1);
            int[] finer = new int[positions.length * size];
            for (int i = 0; i < finer.length; i++) finer[i] = positions[i / size] + i % size * stride;
            positions = finer;
        }
        return positions;
    }
}
