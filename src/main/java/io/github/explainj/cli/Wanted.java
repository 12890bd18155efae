// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import java.util.List;

/**
 * What the user wants explained.
 *
 * @param task what is done with each input
 * @param targets SPECs; empty for the top class
 * @param perImage whether the top class is found anew on every image
 * @param several whether there are several inputs, so that names of files have to tell them apart
 */
record Wanted(Task task, List<String> targets, boolean perImage, boolean several) {

    public Wanted {
        targets = List.copyOf(targets);
    }

    /** Returns whether the first image's choice is to be kept for the others. */
    boolean holdsTarget() {
        return !perImage && targets.isEmpty();
    }
}
