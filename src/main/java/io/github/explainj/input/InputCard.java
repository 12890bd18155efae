// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one input.
 *
 * @param name tensor name in the graph
 * @param axes its layout
 * @param sizes one per axis of {@code axes}
 * @param channels channel names; empty when unknown
 * @param micrometres pixel size per spatial axis in canonical order; empty when unknown
 * @param preprocessing intensity steps from raw image to what the model is fed
 * @param background {@code dark}, {@code bright}, {@code colour} or empty for "look at the image"
 * @param dataMean mean of the data set per channel in raw intensities, for {@code fill=data_mean}
 * @param sampleTensor an example to try it on
 * @param testTensor what must give the outputs' test tensors
 * @param range smallest and largest raw intensity that is expected; empty when unknown
 */
public record InputCard(String name, Axes axes, List<Size> sizes, List<String> channels,
        List<Double> micrometres, Preprocessing preprocessing, String background,
        Optional<List<Float>> dataMean, Optional<Path> sampleTensor, Optional<Path> testTensor,
        List<Double> range) {

    public InputCard {
        sizes = List.copyOf(sizes);
        channels = List.copyOf(channels);
        micrometres = List.copyOf(micrometres);
        range = List.copyOf(range);
    }

    /** An input of which only name, layout and sizes are known. */
    public InputCard(String name, Axes axes, List<Size> sizes) {
        this(name, axes, sizes, List.of(), List.of(), Preprocessing.NONE, "", Optional.empty(), Optional.empty(),
                Optional.empty(), List.of());
    }

    /** An input whose range of intensities is unknown. */
    public InputCard(String name, Axes axes, List<Size> sizes, List<String> channels, List<Double> micrometres,
            Preprocessing preprocessing, String background, Optional<List<Float>> dataMean, Optional<Path> sampleTensor,
            Optional<Path> testTensor) {
        this(name, axes, sizes, channels, micrometres, preprocessing, background, dataMean, sampleTensor, testTensor,
                List.of());
    }

    /** Returns the sizes of the spatial axes in canonical order {@code (D,) H, W}. */
    public List<Size> spatialSizes() {
        return axes.spatial().chars().mapToObj(a -> sizes.get(axes.index((char) a))).toList();
    }

    /**
     * Returns an empty image of a size, {@code [1, C, spatial...]}; one channel where the model takes any
     * number.
     *
     * @param spatial in canonical order {@code (D,) H, W}
     */
    public Tensor zeros(int... spatial) {
        int[] shape = new int[spatial.length + 2];
        shape[0] = 1;
        shape[1] = Math.max(1, channelCount());
        System.arraycopy(spatial, 0, shape, 2, spatial.length);
        return Tensor.zeros(shape);
    }

    /** Returns how many channels the model takes; 1 when it has no channel axis, 0 when it takes any. */
    public int channelCount() {
        if (!axes.has('c')) return 1;
        Size s = sizes.get(axes.index('c'));
        return s.isFixed() ? s.min() : 0;
    }

    /** Returns the same input with other sizes. */
    public InputCard withSizes(List<Size> other) {
        return new InputCard(name, axes, other, channels, micrometres, preprocessing, background, dataMean,
                sampleTensor, testTensor, range);
    }

    /** Returns the same input with other preprocessing. */
    public InputCard with(Preprocessing other) {
        return new InputCard(name, axes, sizes, channels, micrometres, other, background, dataMean, sampleTensor,
                testTensor, range);
    }

    /**
     * Which sizes an axis can have: {@code min + k * step}, or {@code min} alone when step is 0.
     *
     * @param min smallest size
     * @param step distance of the sizes; 0 for a fixed size, 1 for any
     */
    public record Size(int min, int step) {

        public boolean isFixed() {
            return step == 0;
        }

        /** Returns the smallest size that is possible and at least {@code wanted}. */
        public int atLeast(int wanted) {
            if (isFixed() || wanted <= min) return min;
            return min + (wanted - min + step - 1) / step * step;
        }
    }
}
