// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.Deconvnet;
import io.github.explainj.explain.Explainer;
import io.github.explainj.explain.GuidedBackprop;
import io.github.explainj.explain.Saliency;
import java.util.Optional;

/** How an activation is led back to the pixels that made it. */
public enum Projection {

    /** Not at all. */
    NONE,
    /** Guided backpropagation: Springenberg et al. 2014, arXiv:1412.6806. */
    GUIDED,
    /** Deconvnet: Zeiler and Fergus 2013, arXiv:1311.2901. */
    DECONVNET,
    /** The gradient: Simonyan et al. 2013, arXiv:1312.6034. */
    GRADIENT;

    Optional<Explainer> explainer() {
        return switch (this) {
            case NONE -> Optional.empty();
            case GUIDED -> Optional.of(new GuidedBackprop());
            case DECONVNET -> Optional.of(new Deconvnet());
            case GRADIENT -> Optional.of(new Saliency());
        };
    }
}
