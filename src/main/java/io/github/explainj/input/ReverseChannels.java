// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.onnx.Value;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Turns the order of the channels round: RGB to BGR.
 *
 * @param channels how many there are
 */
record ReverseChannels(int channels) implements Step {

    @Override
    public String id() {
        return "reverse_channels";
    }

    @Override
    public Value append(Value x, List<Value> statistics) {
        long[] order = LongStream.range(0, channels).map(i -> channels - 1 - i).toArray();
        return x.gather(x.builder().integers(order), 1);
    }

    @Override
    public String describe() {
        return "reverse_channels: RGB becomes BGR";
    }
}
