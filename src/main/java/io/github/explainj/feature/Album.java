// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.Origin;
import io.github.explainj.problem.Problem;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Images that are read one after the other; only the one in hand is kept in memory. */
public interface Album {

    /** Returns how many files (or slices of an open stack) there are; 0 when the user gave none. */
    int size();

    /** Returns what is known of each before it is read; slice and frame are 1, and there is no piece. */
    default List<Origin> listing() {
        return List.of();
    }

    /**
     * Reads them in order. What cannot be read is left out and kept among {@link #failures()}.
     *
     * @param skip names of images (as in {@link Origin#image()}) with their stamps that need not be read
     */
    Iterator<Item> items(Predicate<Known> skip);

    /** Reads all of them in order. */
    default Iterator<Item> items() {
        return items(known -> false);
    }

    /**
     * Reads one again.
     *
     * @throws Problem I11 or I12 when it is gone or has changed
     */
    Item open(Origin origin);

    /** Returns what could not be read so far, by image. */
    Map<String, Problem> failures();

    /**
     * An image that has not been read yet.
     *
     * @param image as in {@link Origin#image()}
     * @param stamp size and time of its file
     */
    record Known(String image, String stamp) {}
}
