// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.explain.Explainer;
import io.github.explainj.explain.Finding;
import io.github.explainj.explain.Regions;
import io.github.explainj.gradient.NotDifferentiable;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.input.RegionMapping;
import io.github.explainj.probe.Cancellable;
import io.github.explainj.probe.Counting;
import io.github.explainj.probe.Model;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Reporting;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.Registry;
import io.github.explainj.registry.Schema;
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
        Regions regions = regions(piece);
        AtomicLong runs = new AtomicLong();
        Probe probe = probe(explain.model(), targets, runs);
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

    private Probe probe(Model model, List<Resolved> targets, AtomicLong runs) {
        Probe counted = new Counting(model.probe(targets), runs);
        return new Cancellable(new Reporting(counted, request.progress()), request.cancellation());
    }

    private Result run(Piece piece, Explainer method, Scored s) {
        long start = System.nanoTime();
        long before = s.runs().get();
        List<Finding> findings = new ArrayList<>(findings(piece, method, s));
        if (!request.cancellation().isCancelled()) findings.addAll(RegionTables.of(method, s.probe(), piece, s.regions(), findings));
        boolean complete = !request.cancellation().isCancelled();
        Provenance provenance = new Provenance(explain, input, piece, method);
        return new Result(Provenance.name(method), piece.label(), piece.geometry(), explained(s), findings, complete,
                provenance.facts((System.nanoTime() - start) * 1e-9, s.runs().get() - before, complete));
    }

    private static List<Finding> findings(Piece piece, Explainer method, Scored s) {
        try {
            return method.explain(s.probe(), piece.sample(), s.regions());
        } catch (NotDifferentiable e) {
            throw e.with(Registry.of(Explainer.class).schemas().stream().filter(m -> !m.defaults().needsGradients()).map(Schema::name).toList());
        }
    }

    private List<Result.Explained> explained(Scored s) {
        List<Result.Explained> all = new ArrayList<>();
        for (int t = 0; t < s.targets().size(); t++) {
            Resolved r = s.targets().get(t);
            all.add(new Result.Explained(asked(t, s), r.spec(), r.describe(), s.scores()[t], r.facts()));
        }
        return all;
    }

    /** Returns what the user wrote, except where one SPEC stands for several targets. */
    private String asked(int target, Scored s) {
        List<String> given = request.targets();
        return given.size() == s.targets().size() ? given.get(target) : s.targets().get(target).spec();
    }

    private Regions regions(Piece piece) {
        ImageRegions r = request.regions();
        return r.isEmpty() ? Regions.NONE : new Regions(r.names(), RegionMapping.onModel(piece.geometry(), r));
    }
}
