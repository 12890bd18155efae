// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import com.google.auto.service.AutoService;
import io.github.explainj.explain.Finding;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Label;
import io.github.explainj.registry.Range;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Finds the images that look alike to the model: the nearest of an index in a layer's vectors; beside them
 * those that are nearest in their pixels, and the nearest of another class (the nearest unlike neighbour,
 * Dasarathy 1995). The query is the open image, cropped to the active ROI where the image is larger than the
 * model, or a row of the index. With images, the index is brought up to date first.
 */
@AutoService(View.class)
@Label("Nearest Neighbours")
@About("Shows the images that are nearest to one in a layer, in their pixels, and of another class.")
public record NearestNeighbours(
        @About("The folder of the index; made from the images when it does not exist.") String index,
        @About("One tensor; empty for that of the index, else the last one with cells.") String layer,
        @About("How cells become one vector: mean, max, flatten; auto: as the index was made, else mean.")
        Pooling pooling,
        @About("How many neighbours of each kind.") @Range(min = 1, max = 1000) int count,
        @About("How vectors are compared: cosine or euclidean.") Distance distance,
        @About("A row of the index that is asked about instead of the open image; -1 for the open image.")
        @Range(min = -1) int row,
        @About("Leaves out slices and tiles of the same file.") boolean excludeSameFile,
        @About("Says how often neighbours have the same label, over the whole index.")
        boolean accuracy) implements View {

    /** With more images the accuracy takes longer than a user waits for a query. */
    private static final int MOST = 5000;

    public NearestNeighbours() {
        this("", "", Pooling.AUTO, 6, Distance.COSINE, -1, false, true);
    }

    @Override
    public Scope scope() {
        return row < 0 ? Scope.BOTH : Scope.ALBUM;
    }

    @Override
    public String command() {
        return "neighbours";
    }

    @Override
    public List<Finding> look(Subject subject) {
        Indexing.Indexed indexed = new Indexing(layer, pooling, index).upToDate(subject);
        Optional<Item> open = row < 0 ? subject.item() : Optional.empty();
        Query query = open.map(item -> Query.of(subject, indexed, item))
                .orElseGet(() -> Query.of(indexed.stored(), row));
        NeighbourSearch.Found found = new NeighbourSearch(indexed.stored(), distance, count, excludeSameFile)
                .of(query);
        Map<String, Object> facts = new LinkedHashMap<>(indexed.facts());
        facts.put("distance", distance.name().toLowerCase(Locale.ROOT));
        facts.put("pixel_distance", "euclidean, of thumbnails with mean 0 and standard deviation 1");
        facts.put("query", query.origin().name());
        facts.put("query_label", found.label());
        facts.put("query_label_from", found.from());
        facts.put("left_out", found.leftOut());
        NeighbourFindings shown = new NeighbourFindings(subject, indexed.stored(), found);
        List<Finding> findings = new ArrayList<>();
        findings.add(shown.pictures(query, open, facts));
        findings.add(shown.table(facts));
        subject.once("knn accuracy", () -> outcome(subject, indexed.stored()))
                .ifPresent(o -> findings.add(o.table(facts)));
        return findings;
    }

    private Optional<KnnAccuracy.Outcome> outcome(Subject subject, StoredIndex stored) {
        if (!accuracy || stored.size() > MOST) return Optional.empty();
        return new KnnAccuracy(distance, new TreeSet<>(List.of(1, 5, count)), excludeSameFile)
                .of(stored, subject::isCancelled);
    }
}
