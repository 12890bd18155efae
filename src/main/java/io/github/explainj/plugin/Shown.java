// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import io.github.explainj.Prepared;
import io.github.explainj.Result;
import io.github.explainj.input.ImageData;
import java.util.List;

/**
 * What was found on one plane.
 *
 * @param plane which slice and frame
 * @param data the image as it was read
 * @param prepared the image as the model saw it
 * @param results one per piece
 */
record Shown(Plane plane, ImageData data, Prepared prepared, List<Result> results) {

    Shown {
        results = List.copyOf(results);
    }
}
