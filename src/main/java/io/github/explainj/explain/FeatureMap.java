// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.onnx.ReceptiveField;
import io.github.explainj.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the elements of an inner tensor are arranged: K channels of cells on a grid over the input.
 *
 * @param tensor its name
 * @param shape for a batch of one input
 * @param axes its spatial axes in the order of the input's {@code (z,) y, x}; of tokens the one axis that counts them
 * @param grid cells per spatial axis of the input
 * @param skipped tokens in front that stand for no cell (the class token)
 * @param field where cells lie, per spatial axis of the input; not finite where that is not known
 */
public record FeatureMap(String tensor, List<Integer> shape, List<Integer> axes, List<Integer> grid, int skipped,
        List<ReceptiveField.Axis> field) {

    public FeatureMap {
        shape = List.copyOf(shape);
        axes = List.copyOf(axes);
        grid = List.copyOf(grid);
        field = List.copyOf(field);
    }

    /** Returns whether cells are tokens in a row rather than positions along axes. */
    public boolean isTokens() {
        return axes.size() != grid.size();
    }

    /** Returns the number of cells, P. */
    public int cells() {
        return grid.stream().reduce(1, Math::multiplyExact);
    }

    /** Returns the axes that count channels: all but the batch, which is first or, behind tokens, second. */
    List<Integer> channelAxes() {
        int batch = axes.contains(0) ? 1 : 0;
        return IntStream.range(0, shape.size()).filter(a -> a != batch && !axes.contains(a)).boxed().toList();
    }

    /** Returns the number of channels, K. */
    public int channels() {
        return channelAxes().stream().mapToInt(shape::get).reduce(1, Math::multiplyExact);
    }

    /**
     * Returns the same layer for an input of another size.
     *
     * @param other the tensor's shape for that input
     */
    public FeatureMap at(int[] other) {
        List<Integer> sizes = Arrays.stream(other).boxed().toList();
        if (sizes.equals(shape)) return this;
        // how tokens of another size are arranged is not known: in one row
        List<Integer> cells = isTokens() ? List.of(1, sizes.get(axes.get(0)) - skipped) : axes.stream().map(sizes::get).toList();
        return new FeatureMap(tensor, sizes, axes, cells, skipped, field);
    }

    /**
     * Arranges a value or a gradient of the tensor.
     *
     * @param t in the tensor's own shape, a batch axis of 1
     */
    public ChannelMaps arranged(Tensor t) {
        int[] channels = offsets(channelAxes(), t.shape());
        int[] cells = offsets(axes, t.shape());
        int first = isTokens() ? skipped : 0;
        ChannelMaps maps = new ChannelMaps(channels.length, cells());
        for (int k = 0; k < channels.length; k++)
            for (int p = 0; p < maps.cells(); p++) maps.row(k)[p] = t.data()[channels[k] + cells[first + p]];
        return maps;
    }

    /** Returns where a cell of a channel lies in the tensor, one number per axis. */
    public List<Integer> position(int channel, int cell) {
        int[] sizes = shape.stream().mapToInt(s -> s).toArray();
        int element = offsets(channelAxes(), sizes)[channel] + offsets(axes, sizes)[(isTokens() ? skipped : 0) + cell];
        Integer[] found = new Integer[sizes.length];
        for (int a = sizes.length - 1; a >= 0; element /= sizes[a--]) found[a] = element % sizes[a];
        return List.of(found);
    }

    /** Returns where the elements along some axes lie, the last axis fastest. */
    private static int[] offsets(List<Integer> axes, int[] shape) {
        int[] found = {0};
        for (int axis : axes) {
            int step = 1;
            for (int a = axis + 1; a < shape.length; a++) step *= shape[a];
            int[] finer = new int[found.length * shape[axis]];
            for (int i = 0; i < finer.length; i++) finer[i] = found[i / shape[axis]] + i % shape[axis] * step;
            found = finer;
        }
        return found;
    }

    /** Makes a map at the layer's resolution {@code [1, 1, grid...]}. */
    public Tensor onGrid(double[] cells) {
        int[] sizes = IntStream.concat(IntStream.of(1, 1), grid.stream().mapToInt(g -> g)).toArray();
        Tensor t = Tensor.zeros(sizes);
        for (int i = 0; i < cells.length; i++) t.data()[i] = (float) cells[i];
        return t;
    }
}
