// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import io.github.explainj.explain.Explainer;
import java.util.List;

/**
 * What the user wants explained.
 *
 * @param methods run one after the other
 * @param targets SPECs; empty for the top class
 * @param perImage whether the top class is found anew on every image
 * @param several whether there are several inputs, so that names of files have to tell them apart
 */
record Wanted(List<Explainer> methods, List<String> targets, boolean perImage, boolean several) {

    public Wanted {
        methods = List.copyOf(methods);
        targets = List.copyOf(targets);
    }

    /** Returns whether the first image's choice is to be kept for the others. */
    boolean holdsTarget() {
        return !perImage && targets.isEmpty();
    }
}
