// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.probe;

import io.github.explainj.perturb.Fill;
import io.github.explainj.perturb.Grid;
import io.github.explainj.perturb.Scene;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * One input of a model, ready to be explained.
 *
 * @param x what the model is fed, {@code [1, C, spatial...]}; an NHWC model's is channels-first here
 * @param grid the grid of {@code x} and the size of its pixels
 * @param scene the same image in raw intensities, for fills
 * @param toModel turns raw intensities on the grid into what the model is fed, with the statistics
 *     of the unperturbed whole image held fixed
 * @param others what the model's other inputs are fed, by name, in their own layout; held fixed
 * @param channels what each channel of {@code x} is called
 */
public record Sample(Tensor x, Grid grid, Scene scene, UnaryOperator<Tensor> toModel, Map<String, Tensor> others,
        List<String> channels) {

    public Sample {
        others = Map.copyOf(others);
        channels = List.copyOf(channels);
    }

    /** Makes a sample whose channels are called {@code channel 1, channel 2, ...}. */
    public Sample(Tensor x, Grid grid, Scene scene, UnaryOperator<Tensor> toModel, Map<String, Tensor> others) {
        this(x, grid, scene, toModel, others,
                IntStream.rangeClosed(1, grid.channels()).mapToObj(c -> "channel " + c).toList());
    }

    /** Makes a sample of a tensor that is fed as it is. */
    public static Sample of(Tensor x) {
        return new Sample(x, Grid.of(x.channels(), x.spatial()), Scene.of(x, Scene.Background.DARK),
                UnaryOperator.identity(), Map.of());
    }

    /** Returns a fill's values as the model would be fed them: {@code [1, C, spatial...]}. */
    public Tensor baseline(Fill fill) {
        Tensor values = fill.values(scene);
        return fill.inModelSpace() ? values : toModel.apply(values);
    }
}
