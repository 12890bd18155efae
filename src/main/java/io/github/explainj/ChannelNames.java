// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.input.InputCard;
import java.util.List;
import java.util.stream.IntStream;

/** Names the channels that a model is fed, for the rows of tables. */
final class ChannelNames {

    private ChannelNames() {}

    /** Returns the names of the model's card, or {@code channel 1, channel 2, ...}. */
    static List<String> ofTensor(InputCard card, int count) {
        return IntStream.range(0, count)
                .mapToObj(c -> named(card, count) ? card.channels().get(c) : "channel " + (c + 1)).toList();
    }

    /**
     * Returns what each channel of the model is, and of the image: {@code marker (image channel 4)}.
     *
     * @param modelChannels image channels from 1, one per model channel; empty when they are as many
     */
    static List<String> ofImage(InputCard card, int count, List<Integer> modelChannels) {
        List<String> names = ofTensor(card, count);
        if (modelChannels.isEmpty() && !named(card, count)) return names;
        String prefix = named(card, count) ? "" : "model ";
        return IntStream.range(0, count).mapToObj(c -> prefix + names.get(c) + " (image channel "
                + (modelChannels.isEmpty() ? c + 1 : modelChannels.get(c)) + ")").toList();
    }

    private static boolean named(InputCard card, int count) {
        return card.channels().size() == count;
    }
}
