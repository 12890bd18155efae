// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Limits values to bounds, each a number, a percentile of the image or none.
 *
 * @param low lower bound
 * @param high upper bound
 * @param joint axes over which a percentile is taken jointly
 */
record Clip(Optional<Bound> low, Optional<Bound> high, List<Integer> joint) implements Step {

    /**
     * A number, or a percentile of the image.
     *
     * @param value the number, or 0 to 100
     */
    record Bound(double value, boolean percentile) {

        @Override
        public String toString() {
            return (percentile ? "percentile " : "") + Numbers.text(value);
        }
    }

    @Override
    public String id() {
        return "clip";
    }

    @Override
    public boolean measures() {
        return low.filter(Bound::percentile).isPresent() || high.filter(Bound::percentile).isPresent();
    }

    /** Takes percentiles by rank, without interpolation: bioimageio.core does so in this step. */
    @Override
    public List<Tensor> statistics(Whole whole) {
        List<Tensor> found = new ArrayList<>();
        low.filter(Bound::percentile).ifPresent(b -> found.add(Statistics.rank(whole.pixels(), joint, b.value())));
        high.filter(Bound::percentile).ifPresent(b -> found.add(Statistics.rank(whole.pixels(), joint, b.value())));
        return found;
    }

    @Override
    public Value append(Value x, List<Value> statistics) {
        Value now = x;
        int next = 0;
        if (low.isPresent()) now = x.builder().op("Max", now, low.get().percentile() ? statistics.get(next++) : fixed(x, low));
        if (high.isPresent()) now = x.builder().op("Min", now, high.get().percentile() ? statistics.get(next) : fixed(x, high));
        return now;
    }

    private static Value fixed(Value x, Optional<Bound> bound) {
        return x.builder().constant((float) bound.get().value());
    }

    @Override
    public String describe() {
        return "clip: to [" + low.map(Bound::toString).orElse("-inf") + ", "
                + high.map(Bound::toString).orElse("inf") + "]";
    }
}
