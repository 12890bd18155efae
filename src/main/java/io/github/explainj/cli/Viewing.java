// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import io.github.explainj.Explain;
import io.github.explainj.ImageSet;
import io.github.explainj.LookRequest;
import io.github.explainj.Memo;
import io.github.explainj.Result;
import io.github.explainj.explain.Finding;
import io.github.explainj.feature.View;
import io.github.explainj.probe.Cancellation;
import java.util.List;

/**
 * Looks into the network with each input.
 *
 * @param images those that are gone through
 * @param memo what is found once for all inputs
 */
record Viewing(View view, ImageSet images, Memo memo) implements Task {

    Viewing(View view, ImageSet images) {
        this(view, images, new Memo());
    }

    @Override
    public List<Result> run(Explain explain, Loaded loaded, List<String> targets, Console console, Cancellation cancellation) {
        return explain.look(loaded.prepared(),
                new LookRequest(view, targets, loaded.regions(), images, console, cancellation, memo));
    }

    @Override
    public boolean tellsPrediction() {
        return view.scope().hasImage() && view.needsTarget();
    }

    @Override
    public String name(Result result, Finding finding, String stem, boolean several) {
        String target = result.targets().size() > 1 ? finding.target() + 1 + "_" : "";
        return (several ? stem + "_" : "") + target + finding.name();
    }
}
