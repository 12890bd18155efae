// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.explain.Explainer;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.probe.Progress;
import java.util.List;

/**
 * What is to be explained, and how.
 *
 * @param methods run one after the other on the same targets
 * @param targets SPECs, scored in the same runs; empty for the top class
 * @param regions the user's regions on the image's grid
 * @param progress hears how far it is
 * @param cancellation stops it
 */
public record Request(List<Explainer> methods, List<String> targets, ImageRegions regions, Progress progress,
        Cancellation cancellation) {

    public Request {
        methods = List.copyOf(methods);
        targets = List.copyOf(targets);
    }

    /** Explains the top class. */
    public Request(Explainer method) {
        this(List.of(method), List.of(), ImageRegions.NONE, Progress.NONE, new Cancellation());
    }
}
