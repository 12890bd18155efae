// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import io.github.explainj.Explain;
import io.github.explainj.Request;
import io.github.explainj.Result;
import io.github.explainj.explain.Explainer;
import io.github.explainj.explain.Finding;
import io.github.explainj.probe.Cancellation;
import java.util.List;

/**
 * Explains each input.
 *
 * @param methods run one after the other
 */
record Explaining(List<Explainer> methods) implements Task {

    public Explaining {
        methods = List.copyOf(methods);
    }

    @Override
    public List<Result> run(Explain explain, Loaded loaded, List<String> targets, Console console, Cancellation cancellation) {
        return explain.explain(loaded.prepared().orElseThrow(),
                new Request(methods, targets, loaded.regions(), console, cancellation));
    }

    @Override
    public boolean tellsPrediction() {
        return true;
    }

    @Override
    public String name(Result result, Finding finding, String stem, boolean several) {
        // a table that a method adds to its map is not the one of the method that makes such tables
        String name = finding.name().startsWith(result.method()) ? finding.name() : result.method() + "_" + finding.name();
        boolean numbered = several || result.targets().size() > 1;
        return !numbered ? name : stem + "_" + (finding.target() + 1) + "_" + name;
    }
}
