// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.List;

/**
 * Subtracts a given mean and divides by a given standard deviation: {@code (x - mean) / (std + eps)}.
 *
 * @param mean broadcasts against {@code [1, C, spatial...]}
 * @param std likewise
 * @param eps of format 0.4; format 0.5 has none
 */
record FixedZeroMeanUnitVariance(Tensor mean, Tensor std, double eps) implements Step {

    @Override
    public String id() {
        return "fixed_zero_mean_unit_variance";
    }

    @Override
    public Value append(Value x, List<Value> statistics) {
        float[] divisor = std.data().clone();
        for (int i = 0; i < divisor.length; i++) divisor[i] += (float) eps;
        return x.minus(x.builder().constant(mean)).over(x.builder().constant(new Tensor(divisor, std.shape())));
    }

    @Override
    public String describe() {
        return "fixed_zero_mean_unit_variance: (x - [" + Numbers.list(mean) + "]) / [" + Numbers.list(std) + "]";
    }
}
