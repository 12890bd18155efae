// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import com.google.auto.service.AutoService;
import io.github.explainj.explain.Finding;
import io.github.explainj.explain.Origin;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Label;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Keeps what a layer makes of each image of a folder, as one vector per image in a folder of its own
 * ({@code docs/index-format.md}). Only new and changed images are run; it can be stopped and gone on with.
 */
@AutoService(View.class)
@Label("Image Index")
@About("Stores one vector of a layer per image, for neighbours and maps of feature space.")
public record ImageIndex(
        @About("One tensor; empty for that of the index, else the last one with cells.") String layer,
        @About("How cells become one vector: mean, max, flatten; auto: as the index was made, else mean.")
        Pooling pooling,
        @About("The folder in which the index is kept; made when it does not exist.") String index) implements View {

    /** Lines that a table shows; all are in {@code index.csv}. */
    private static final int SHOWN = 1000;

    /** With more images the accuracy, whose time grows with the square, would take longer than the index. */
    private static final int MOST = 20000;

    private static final int NEIGHBOURS = 5;

    public ImageIndex() {
        this("", Pooling.AUTO, "");
    }

    @Override
    public Scope scope() {
        return Scope.ALBUM;
    }

    @Override
    public String command() {
        return "index";
    }

    @Override
    public List<Finding> look(Subject subject) {
        Indexing.Indexed indexed = new Indexing(layer, pooling, index).upToDate(subject);
        StoredIndex stored = indexed.stored();
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < Math.min(SHOWN, stored.size()); i++) {
            Origin o = stored.origin(i);
            rows.add(List.of(stored.row(i), o.image(), o.slice(), o.frame(), o.piece(), o.label()));
        }
        Map<String, Object> facts = indexed.facts();
        if (stored.size() > SHOWN) facts.put("shown", SHOWN);
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding.Scores(0, "image_index",
                List.of("row", "image", "slice", "frame", "piece", "label"), rows, facts));
        outcome(subject, stored, facts).ifPresent(o -> findings.add(o.table(facts)));
        return findings;
    }

    /** How well neighbours know the labels, where there are labels. */
    private static Optional<KnnAccuracy.Outcome> outcome(Subject subject, StoredIndex stored,
            Map<String, Object> facts) {
        if (stored.size() > MOST) return Optional.empty();
        TreeSet<Integer> counts = new TreeSet<>(List.of(1, NEIGHBOURS));
        Optional<KnnAccuracy.Outcome> outcome = new KnnAccuracy(Distance.COSINE, counts, false)
                .of(stored, subject::isCancelled);
        outcome.ifPresent(o -> {
            facts.put("knn_accuracy", o.accuracy(NEIGHBOURS));
            facts.put("knn_accuracy_by_chance", o.chance());
        });
        return outcome;
    }
}
