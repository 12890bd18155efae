// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

import com.google.auto.service.AutoService;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.About;
import io.github.explainj.tensor.Tensor;

/** Fills with the mean of the data set that the model was trained on, from its card, in raw intensities. */
@AutoService(Fill.class)
@About("Replaces hidden pixels by the mean of the training data, when the model's card gives it.")
public record DataMeanFill() implements Fill {

    @Override
    public Tensor values(Scene scene) {
        return of(scene).like(scene.raw());
    }

    @Override
    public String describe(Scene scene) {
        return of(scene).describe();
    }

    private static ChannelValues of(Scene scene) {
        float[] mean = scene.dataMean().orElseThrow(() -> new Problem("A04",
                "fill=data_mean is not possible: the model's card gives no mean of the data set. "
                        + "Take fill=auto, or a number."));
        int channels = scene.raw().channels();
        if (mean.length != channels)
            throw new Problem("A04", "fill=data_mean is not possible: the model's card gives " + mean.length
                    + " means, and the model has " + channels + " channels. Take fill=auto, or a number.");
        double[] values = new double[channels];
        for (int c = 0; c < channels; c++) values[c] = mean[c];
        return new ChannelValues("data mean", values);
    }

    @Override
    public String toString() {
        return text();
    }
}
