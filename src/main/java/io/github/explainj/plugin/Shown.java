// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import io.github.explainj.Prepared;
import io.github.explainj.Result;
import io.github.explainj.input.ImageData;
import java.util.List;
import java.util.Optional;

/**
 * What was found on one plane, or without an image.
 *
 * @param seen the plane; empty where no image was looked at
 * @param results one per piece
 */
record Shown(Optional<Seen> seen, List<Result> results) {

    Shown {
        results = List.copyOf(results);
    }

    /**
     * A plane of the image.
     *
     * @param plane which slice and frame
     * @param data the image as it was read
     * @param prepared the image as the model saw it
     */
    record Seen(Plane plane, ImageData data, Prepared prepared) {}
}
