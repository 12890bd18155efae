// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.Regions;
import io.github.explainj.probe.Network;
import io.github.explainj.probe.Probe;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What a view looks at. All probes report progress, count and can be cancelled. */
public interface Subject {

    /** Returns the network at the size of the open image, or of an example where there is none. */
    Network network();

    /** Returns what the model's input channels are called; empty when unknown. */
    default List<String> channels() {
        return List.of();
    }

    /** Returns a probe of the user's targets; of none where the view needs none. */
    Probe probe();

    /**
     * Returns a probe of other targets, found on an item.
     *
     * @param specs as a user writes them: {@code index:17,3,4@TENSOR}
     */
    Probe probe(Item item, List<String> specs);

    /** Returns the open image; empty where there is none. */
    Optional<Item> item();

    /** Returns the user's regions on the grid of the open image. */
    Regions regions();

    /** Returns the images to go through; of size 0 where none were given. */
    Album album();

    /** Returns what the model is known by: the SHA-256 of its file. */
    String model();

    /**
     * Returns how images are shown to the model, by the names of the parameters: what was computed is only
     * comparable when it is the same. Empty where nothing is shown.
     */
    default Map<String, String> preparation() {
        return Map.of();
    }

    /** Returns the version of this program. */
    default String version() {
        return "";
    }

    /** Returns whether the user said stop. */
    boolean isCancelled();

    /** Tells how far work without a probe is; as often as it likes. */
    default void progress(long done, long total) {}

    /** Makes something once for all images, slices and tiles of a run: what was found on the album. */
    <T> T once(String key, Supplier<T> make);
}
