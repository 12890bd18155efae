// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import java.util.List;

/**
 * How an image is shown to a model.
 *
 * @param pieces one, or one per tile
 * @param suffix what titles of results carry, e.g. {@code _resize9.1x}; empty at native pixel size
 * @param remarks for the log, e.g. "1 model pixel = 9.1 image pixels = 2.9 um."
 */
public record FitPlan(List<Geometry> pieces, String suffix, List<String> remarks) {

    public FitPlan {
        pieces = List.copyOf(pieces);
        remarks = List.copyOf(remarks);
    }
}
