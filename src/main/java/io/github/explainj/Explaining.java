// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.explain.Explainer;
import io.github.explainj.explain.Finding;
import io.github.explainj.explain.Regions;
import io.github.explainj.probe.Probe;
import io.github.explainj.problem.Problem;
import io.github.explainj.target.EmptyRegion;
import io.github.explainj.target.Resolved;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Carries out one request: every piece, every method, all targets in the same runs. */
final class Explaining {

    private final Explain explain;
    private final Prepared input;
    private final Request request;
    private final Targeting targeting;
    private final List<Result> results = new ArrayList<>();

    Explaining(Explain explain, Options options, Prepared input, Request request) {
        this.explain = explain;
        this.input = input;
        this.request = request;
        this.targeting = new Targeting(explain, options, input, request.targets(), request.regions());
    }

    List<Result> results() {
        EmptyRegion outside = null;
        for (Piece piece : input.pieces()) {
            if (request.cancellation().isCancelled()) break;
            try {
                explain(piece);
            } catch (EmptyRegion e) {
                // a tile that does not see the region has nothing to say about it
                if (!Tiles.tiled(input)) throw e;
                outside = e;
            }
        }
        if (results.isEmpty() && outside != null) throw outside;
        return Tiles.merged(input, results);
    }

    private void explain(Piece piece) {
        List<Resolved> targets = targeting.of(piece);
        Regions regions = piece.regions(request.regions());
        AtomicLong runs = new AtomicLong();
        Probe probe = Watched.probe(explain.model(), targets, runs, request.progress(), request.cancellation());
        float[] scores = probe.score(piece.sample());
        checkNumbers(targets, scores);
        for (Explainer method : request.methods()) {
            if (request.cancellation().isCancelled()) return;
            results.add(run(piece, method, new Scored(targets, scores, probe, runs, regions)));
        }
    }

    /** Refuses what could only give maps of NaN. */
    private static void checkNumbers(List<Resolved> targets, float[] scores) {
        for (int t = 0; t < scores.length; t++)
            if (Float.isNaN(scores[t]))
                throw new Problem("A01", "The score of " + targets.get(t).spec() + " is NaN for this input, and so would be"
                        + " its map. Check the input for values that are no numbers, and its normalisation.");
    }

    private record Scored(List<Resolved> targets, float[] scores, Probe probe, AtomicLong runs, Regions regions) {}

    private Result run(Piece piece, Explainer method, Scored s) {
        long start = System.nanoTime();
        long before = s.runs().get();
        List<Finding> findings = new ArrayList<>(Watched.findings(() -> method.explain(s.probe(), piece.sample(), s.regions())));
        if (!request.cancellation().isCancelled()) findings.addAll(RegionTables.of(method, s.probe(), piece, s.regions(), findings));
        boolean complete = !request.cancellation().isCancelled();
        Provenance provenance = new Provenance(explain, input, piece, method);
        return new Result(Provenance.name(method), piece.label(), piece.geometry(), explained(s), findings, complete,
                provenance.facts((System.nanoTime() - start) * 1e-9, s.runs().get() - before, complete));
    }

    private List<Result.Explained> explained(Scored s) {
        List<Result.Explained> all = new ArrayList<>();
        for (int t = 0; t < s.targets().size(); t++) {
            all.add(Result.Explained.of(asked(t, s), s.targets().get(t), s.scores()[t]));
        }
        return all;
    }

    /** Returns what the user wrote, except where one SPEC stands for several targets. */
    private String asked(int target, Scored s) {
        List<String> given = request.targets();
        return given.size() == s.targets().size() ? given.get(target) : s.targets().get(target).spec();
    }
}
