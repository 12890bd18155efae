// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.input.ImageRegions;
import io.github.explainj.target.ModelFacts;
import io.github.explainj.target.Resolved;
import io.github.explainj.target.Targets;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Asks a classifier for all its classes. */
final class Predicting {

    private final Explain explain;
    private final Options options;

    Predicting(Explain explain, Options options) {
        this.explain = explain;
        this.options = options;
    }

    List<Explain.Prediction> predict(Prepared input) {
        Targeting targeting = new Targeting(explain, options, input, List.of(), ImageRegions.NONE);
        List<Explain.Prediction> all = new ArrayList<>();
        for (Piece piece : input.pieces()) all.addAll(predict(piece, targeting.unchanged(piece)));
        return all;
    }

    private List<Explain.Prediction> predict(Piece piece, Unchanged run) {
        ModelFacts facts = explain.model().facts();
        String output = facts.graph().outputs().get(0).name();
        int classes = classes(run.value(output), facts.batched());
        if (classes == 0) return List.of();
        List<Resolved> targets = new ArrayList<>();
        for (int k = 0; k < classes; k++) targets.add(Targets.parse("class:" + k).resolve(run));
        for (int k = 0; k < classes; k++) targets.add(Targets.parse("prob:" + k).resolve(run));
        float[] scores = explain.model().probe(targets).score(piece.sample());
        List<String> names = facts.classes().getOrDefault(output, List.of());
        List<Explain.Prediction> predictions = new ArrayList<>();
        for (int k = 0; k < classes; k++)
            predictions.add(new Explain.Prediction(piece.label(), k, k < names.size() ? names.get(k) : "", scores[k], scores[classes + k]));
        predictions.sort(Comparator.comparingDouble((Explain.Prediction p) -> -p.score()));
        return predictions;
    }

    /** Returns K of {@code [N, K]} or {@code [N, K, 1, ...]}; 0 when the output is no classifier's. */
    private static int classes(Tensor output, boolean batched) {
        int axis = batched ? 1 : 0;
        if (output.rank() <= axis) return 0;
        int perSample = output.size() / (batched ? Math.max(1, output.batch()) : 1);
        return output.size(axis) == perSample ? perSample : 0;
    }
}
