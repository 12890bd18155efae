// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Chooses which channels of an image feed which channels of a model. */
public final class Channels {

    private Channels() {}

    /**
     * Returns the image's pixels in the model's channels.
     *
     * @param modelChannels image channels from 1, one per model channel, in order; empty when they are as
     *     many. {@code [1, 1, 1]} feeds one grey channel into three
     * @return {@code [1, C of the model, spatial...]}
     * @throws Problem I05 when the numbers differ, A07 when a channel does not exist
     */
    public static Tensor select(ImageData image, InputCard card, List<Integer> modelChannels) {
        int has = image.pixels().channels();
        int needs = card.channelCount();
        if (modelChannels.isEmpty()) {
            if (has == needs || needs == 0) return image.pixels();
            throw different(image, card, needs);
        }
        if (needs != 0 && modelChannels.size() != needs)
            throw new Problem("I05", "model_channels=" + list(modelChannels) + " names " + modelChannels.size()
                    + " channels and the model's input \"" + card.name() + "\" takes " + needs + names(card.channels())
                    + ". Name one image channel per model channel.");
        for (int c : modelChannels)
            if (c < 1 || c > has)
                throw new Problem("A07", "model_channels=" + list(modelChannels) + " names channel " + c + ", and the image \""
                        + image.title() + "\" has the channels 1 to " + has + ".");
        return picked(image.pixels(), modelChannels);
    }

    private static Problem different(ImageData image, InputCard card, int needs) {
        int has = image.pixels().channels();
        return new Problem("I05", "The image \"" + image.title() + "\" has " + count(has)
                + (image.colour() ? " (RGB)" : "") + names(image.channels()) + " and the model's input \"" + card.name()
                + "\" takes " + needs + names(card.channels()) + ". " + wayOut(image, has, needs));
    }

    private static String wayOut(ImageData image, int has, int needs) {
        if (has == 1)
            return "To feed the one channel into all of them choose model_channels=" + list(IntStream.range(0, needs)
                    .mapToObj(i -> 1).toList()) + ", or give an image with " + count(needs) + ".";
        if (image.colour() && needs == 1)
            return "Convert it to grey (Image > Type > 8-bit), or choose one colour: model_channels=1, 2 or 3.";
        if (has > needs)
            return "Say which image channels it is to see, in the model's order, e.g. model_channels="
                    + list(IntStream.rangeClosed(1, needs).boxed().toList()) + ".";
        return "Give an image with " + count(needs) + ", or name a channel more than once, e.g. model_channels="
                + list(IntStream.range(0, needs).mapToObj(i -> i % has + 1).toList()) + ".";
    }

    private static Tensor picked(Tensor t, List<Integer> channels) {
        int[] shape = t.shape();
        int plane = Tensor.size(t.spatial());
        shape[1] = channels.size();
        Tensor out = Tensor.zeros(shape);
        for (int c = 0; c < channels.size(); c++)
            System.arraycopy(t.data(), (channels.get(c) - 1) * plane, out.data(), c * plane, plane);
        return out;
    }

    private static String count(int channels) {
        return channels + (channels == 1 ? " channel" : " channels");
    }

    private static String list(List<Integer> channels) {
        return channels.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static String names(List<String> names) {
        return names.isEmpty() ? "" : " (" + String.join(", ", names) + ")";
    }
}
