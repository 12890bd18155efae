// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.explain.Finding;
import io.github.explainj.explain.Origin;
import io.github.explainj.explain.Regions;
import io.github.explainj.feature.Album;
import io.github.explainj.feature.Item;
import io.github.explainj.feature.Subject;
import io.github.explainj.gradient.NotDifferentiable;
import io.github.explainj.input.Geometry;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.probe.Network;
import io.github.explainj.probe.Probe;
import io.github.explainj.problem.Problem;
import io.github.explainj.target.Resolved;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Carries out one request to look into a network. */
final class Looking {

    private final Explain explain;
    private final Options options;
    private final Optional<Prepared> input;
    private final LookRequest request;
    private final FileAlbum album;
    private final AtomicLong runs = new AtomicLong();

    Looking(Explain explain, Options options, Optional<Prepared> input, LookRequest request) {
        this.explain = explain;
        this.options = options;
        this.input = request.view().scope().hasImage() ? input : Optional.empty();
        this.request = request;
        this.album = new FileAlbum(explain, options, request.images(), request.cancellation());
    }

    List<Result> results() {
        checkGiven();
        try (FileAlbum reading = album) {
            return looked();
        }
    }

    private List<Result> looked() {
        if (input.isEmpty()) return List.of(result(Optional.empty(), List.of()));
        Targeting targeting = new Targeting(explain, options, input.get(), request.targets(), request.regions());
        List<Result> results = new ArrayList<>();
        for (Piece piece : input.get().pieces()) {
            if (request.cancellation().isCancelled()) break;
            results.add(result(Optional.of(piece), request.view().needsTarget() ? targeting.of(piece) : List.of()));
        }
        return results;
    }

    private void checkGiven() {
        if (request.view().scope().hasImage() && input.isEmpty())
            throw new Problem("A07", Provenance.name(request.view()) + " looks at an image, and none was given. Open one, or name its file.");
    }

    private Result result(Optional<Piece> piece, List<Resolved> targets) {
        long start = System.nanoTime();
        long before = runs.get();
        Probe probe = probe(targets);
        float[] scores = targets.isEmpty() ? new float[0] : probe.score(piece.orElseThrow().sample());
        List<Finding> findings = Watched.findings(() -> findings(new Look(piece, probe)));
        if (album.size() > 0 && album.failures().size() == album.size())
            throw withFailures(new Problem("I11", "There is nothing to show."));
        boolean complete = !request.cancellation().isCancelled();
        Map<String, Object> facts = new Provenance(explain, input, piece, request.view())
                .facts((System.nanoTime() - start) * 1e-9, runs.get() - before, complete);
        if (request.view().scope().hasAlbum()) facts.put("images", album.size());
        if (!request.images().remarks().isEmpty()) facts.put("images_remarks", request.images().remarks());
        if (!album.failures().isEmpty()) facts.put("failed_images", failures());
        return new Result(Provenance.name(request.view()), piece.map(Piece::label).orElse(""),
                piece.map(Piece::geometry).orElse(Geometry.same(List.of())), explained(targets, scores), findings, complete, facts);
    }

    private Map<String, String> failures() {
        Map<String, String> sentences = new java.util.LinkedHashMap<>();
        album.failures().forEach((image, problem) -> sentences.put(image, problem.getMessage()));
        return sentences;
    }

    private List<Finding> findings(Subject subject) {
        try {
            return request.view().look(subject);
        } catch (NotDifferentiable e) {
            throw e;
        } catch (Problem p) {
            throw album.failures().isEmpty() ? p : withFailures(p);
        }
    }

    /** Names the first image that could not be used: what the view misses may be in it. */
    private Problem withFailures(Problem p) {
        Problem first = album.failures().values().iterator().next();
        if (p.sentence().contains(first.sentence())) return p;
        return new Problem(p.code(), p.sentence() + " Of " + album.size() + " images " + album.failures().size()
                + " could not be used, the first because: " + first.getMessage(), p);
    }

    private static List<Result.Explained> explained(List<Resolved> targets, float[] scores) {
        List<Result.Explained> all = new ArrayList<>();
        for (int t = 0; t < targets.size(); t++) {
            all.add(Result.Explained.of(targets.get(t).spec(), targets.get(t), scores[t]));
        }
        return all;
    }

    private Probe probe(List<Resolved> targets) {
        return Watched.probe(explain.model(), targets, runs, request.progress(), request.cancellation());
    }

    /** What the view is shown. */
    private final class Look implements Subject {

        private final Optional<Piece> piece;
        private final Probe probe;

        Look(Optional<Piece> piece, Probe probe) {
            this.piece = piece;
            this.probe = probe;
        }

        @Override
        public Network network() {
            return probe.network(piece.map(Piece::sample).orElseGet(() -> Example.of(explain.card())));
        }

        @Override
        public List<String> channels() {
            return explain.card().inputs().get(0).channels();
        }

        @Override
        public Probe probe() {
            return probe;
        }

        @Override
        public Probe probe(Item item, List<String> specs) {
            PieceItem own = (PieceItem) item;
            return Looking.this.probe(new Targeting(explain, options, own.alone(), specs, ImageRegions.NONE).of(own.piece()));
        }

        @Override
        public Optional<Item> item() {
            return piece.map(p -> new PieceItem(input.orElseThrow(), p,
                    new Origin(input.orElseThrow().title(), "", 1, 1, p.label(), "", "")));
        }

        @Override
        public Regions regions() {
            return piece.map(p -> p.regions(request.regions())).orElse(Regions.NONE);
        }

        @Override
        public Album album() {
            return album;
        }

        @Override
        public String model() {
            return explain.sha256();
        }

        @Override
        public Map<String, String> preparation() {
            boolean none = album.size() == 0 && input.isEmpty();
            Framing framing = album.size() > 0 || none ? request.images().framing() : input.get().framing();
            return none ? Map.of() : framing.texts(explain.overrides());
        }

        @Override
        public String version() {
            return Versions.explainj();
        }

        @Override
        public boolean isCancelled() {
            return request.cancellation().isCancelled();
        }

        @Override
        public void progress(long done, long total) {
            request.progress().update(done, total, Double.NaN);
        }

        @Override
        public <T> T once(String key, Supplier<T> make) {
            return request.memo().once(key, make);
        }
    }
}
