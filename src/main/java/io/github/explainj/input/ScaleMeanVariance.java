// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * Gives the image the mean and standard deviation of another tensor: {@code (x - mean) / (std + eps) *
 * (reference std + eps) + reference mean}.
 *
 * @param joint axes over which all four are taken jointly
 * @param eps keeps a constant image finite
 * @param reference name of the other tensor
 */
record ScaleMeanVariance(List<Integer> joint, double eps, String reference) implements Step {

    @Override
    public String id() {
        return "scale_mean_variance";
    }

    @Override
    public boolean measures() {
        return true;
    }

    @Override
    public List<Tensor> statistics(Whole whole) {
        Tensor other = whole.of(this, Optional.of(reference));
        return List.of(Statistics.mean(whole.pixels(), joint), Statistics.deviation(whole.pixels(), joint),
                Statistics.mean(other, joint), Statistics.deviation(other, joint));
    }

    @Override
    public Value append(Value x, List<Value> statistics) {
        Value unit = x.minus(statistics.get(0)).over(statistics.get(1).plus((float) eps));
        return unit.times(statistics.get(3).plus((float) eps)).plus(statistics.get(2));
    }

    @Override
    public String describe() {
        return "scale_mean_variance: to the mean and standard deviation of \"" + reference + "\"";
    }
}
