// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.Explainer;
import io.github.explainj.explain.FeatureMap;
import io.github.explainj.explain.Finding;
import io.github.explainj.explain.Regions;
import io.github.explainj.probe.Probe;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Leads single activations back to the pixels. What cannot be is left out, and why is said. */
final class Projector {

    /** No way back through an operator, or none that has a meaning. */
    private static final String NO_GRADIENT = "M13";
    private static final String BAD_TARGET = "A01";

    private final Subject subject;
    private final Optional<Explainer> explainer;
    private final Set<String> remarks = new LinkedHashSet<>();

    Projector(Subject subject, Projection projection) {
        this.subject = subject;
        this.explainer = projection.explainer();
    }

    /** Returns the projection of one cell onto the model's grid {@code [1, C, spatial...]}, signed. */
    Optional<Tensor> of(Item item, FeatureMap layer, int channel, int cell) {
        if (explainer.isEmpty() || subject.isCancelled() || !remarks.isEmpty()) return Optional.empty();
        try {
            Probe probe = probe(item, layer.tensor(), layer.position(channel, cell));
            List<Finding> found = explainer.get().explain(probe, item.sample(), Regions.NONE);
            Finding.Attribution map = (Finding.Attribution) found.get(0);
            return subject.isCancelled() ? Optional.empty() : Optional.of(map.map());
        } catch (Problem p) {
            if (!p.code().equals(NO_GRADIENT)) throw p;
            remarks.add("The patches have no projection beside them: " + p.sentence());
            return Optional.empty();
        }
    }

    /** A target is an element of one sample, whose batch axis is left out where the model has one. */
    private Probe probe(Item item, String tensor, List<Integer> position) {
        try {
            return subject.probe(item, List.of(spec(tensor, position.subList(1, position.size()))));
        } catch (Problem p) {
            if (!p.code().equals(BAD_TARGET)) throw p;
            return subject.probe(item, List.of(spec(tensor, position)));
        }
    }

    private static String spec(String tensor, List<Integer> position) {
        String index = position.stream().map(String::valueOf).collect(Collectors.joining(","));
        return "index:" + index + "@\"" + tensor.replace("\"", "\"\"") + "\"";
    }

    /** Returns what must be known of those that are missing. */
    Optional<String> remark() {
        return remarks.stream().findFirst();
    }
}
