// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.Origin;
import io.github.explainj.probe.Sample;
import java.util.List;

/** One image, or a tile of one, ready for the model. */
public interface Item {

    /** Returns where it comes from. */
    Origin origin();

    /** Returns what the model is fed. */
    Sample sample();

    /** Returns where a position on the model's grid {@code (z,) y, x} lies on the image, in pixels of each. */
    List<Double> onImage(List<Double> position);
}
