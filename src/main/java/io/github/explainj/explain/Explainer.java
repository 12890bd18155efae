// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import java.util.List;

/**
 * A method that explains a model's score on one input: a record whose components are its parameters,
 * registered with {@code @AutoService(Explainer.class)}.
 */
public interface Explainer {

    /**
     * Explains the score of each of the probe's targets.
     *
     * <p>When the probe stops early (cancelled), what is done is returned and marked partial.
     *
     * @param regions the user's regions on the grid of {@code input}; empty when there are none
     * @return the findings of all targets, those of target 0 first
     */
    List<Finding> explain(Probe probe, Sample input, Regions regions);

    /** Returns whether the method differentiates the model, which a few operators do not allow. */
    default boolean needsGradients() {
        return false;
    }

    /** Returns whether the method explains regions and cannot do without them. */
    default boolean needsRegions() {
        return false;
    }
}
