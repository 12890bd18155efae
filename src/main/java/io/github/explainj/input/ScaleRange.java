// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * Maps one percentile to 0 and another to 1: {@code (x - low) / (high - low + eps)}, not clipped.
 *
 * @param joint axes over which the percentiles are taken jointly
 * @param low percentile that becomes 0, from 0 to 100
 * @param high percentile that becomes 1
 * @param eps keeps a constant image finite
 * @param reference name of the tensor that the percentiles are of; empty for the image itself
 */
record ScaleRange(List<Integer> joint, double low, double high, double eps, Optional<String> reference)
        implements Step {

    @Override
    public String id() {
        return "scale_range";
    }

    @Override
    public boolean measures() {
        return true;
    }

    @Override
    public List<Tensor> statistics(Whole whole) {
        Tensor of = whole.of(this, reference);
        return List.of(Statistics.percentile(of, joint, low), Statistics.percentile(of, joint, high));
    }

    @Override
    public Value append(Value x, List<Value> statistics) {
        Value range = statistics.get(1).minus(statistics.get(0)).plus((float) eps);
        return x.minus(statistics.get(0)).over(range);
    }

    @Override
    public String describe() {
        return "scale_range: percentiles " + Numbers.text(low) + " to " + Numbers.text(high)
                + reference.map(r -> " of \"" + r + "\"").orElse("") + " become 0 to 1";
    }
}
