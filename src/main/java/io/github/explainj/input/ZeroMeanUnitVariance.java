// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.List;

/**
 * Subtracts the image's mean and divides by its standard deviation: {@code (x - mean) / (std + eps)}.
 *
 * @param joint axes over which both are taken jointly
 * @param eps keeps a constant image finite
 */
record ZeroMeanUnitVariance(List<Integer> joint, double eps) implements Step {

    @Override
    public String id() {
        return "zero_mean_unit_variance";
    }

    @Override
    public boolean measures() {
        return true;
    }

    @Override
    public List<Tensor> statistics(Whole whole) {
        return List.of(Statistics.mean(whole.pixels(), joint), Statistics.deviation(whole.pixels(), joint));
    }

    @Override
    public Value append(Value x, List<Value> statistics) {
        return x.minus(statistics.get(0)).over(statistics.get(1).plus((float) eps));
    }

    @Override
    public String describe() {
        return "zero_mean_unit_variance: (x - mean) / (std + " + Numbers.text(eps) + ")";
    }
}
