// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.gradient.GradientRule;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import java.util.List;
import java.util.SortedMap;

/**
 * What guided backpropagation and deconvnet have in common: a gradient with another way back through the
 * rectifiers, and what is known against it.
 */
final class Rectified {

    static final String CAUTION = "Guided backpropagation and deconvnet work like edge detectors and"
            + " in deep networks hardly depend on the trained weights (Adebayo et al. 2018, arXiv:1810.03292;"
            + " Sixt et al. 2020, arXiv:1912.09818): do not read them as what the model looks at";

    private Rectified() {}

    /**
     * @param name of the method
     * @param relu the way back through a rectifier
     */
    static List<Finding> explain(Probe probe, Sample input, Rectifiers rectifiers, String name,
            GradientRule relu, Show show) {
        SortedMap<String, Integer> alone = rectifiers.leftAlone(probe.network(input).graph().nodes(), name);
        return InputGradients.of(probe, input, rectifiers.rules(name, relu)).findings(show, (t, gradient, facts) -> {
            facts.put("activations_left_alone", alone);
            facts.put(Finding.CAUTION, CAUTION);
            return new Finding.Attribution(t, name, gradient, true, "changed gradient, no score", facts);
        });
    }
}
