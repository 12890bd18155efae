// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.Finding;
import io.github.explainj.explain.Origin;
import io.github.explainj.feature.Nearest.Neighbour;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Shows neighbours as pictures and as a table. */
final class NeighbourFindings {

    private final Subject subject;
    private final StoredIndex index;
    private final NeighbourSearch.Found found;
    private final Map<Integer, Finding.Patch> opened = new HashMap<>();
    private final List<String> changed = new ArrayList<>();
    private final List<String> gone = new ArrayList<>();

    NeighbourFindings(Subject subject, StoredIndex index, NeighbourSearch.Found found) {
        this.subject = subject;
        this.index = index;
        this.found = found;
    }

    /** Returns the query and its neighbours, each as the model saw it, or its thumbnail when it is gone. */
    Finding.Patches pictures(Query query, Optional<Item> open, Map<String, Object> facts) {
        List<Finding.Patch> patches = new ArrayList<>();
        patches.add(open.map(NeighbourFindings::whole)
                .orElseGet(() -> of(index.at(query.row()), "query", 0)));
        found.kinds().forEach((kind, neighbours) ->
                neighbours.forEach(n -> patches.add(of(n.i(), kind, n.distance()))));
        remark(patches.size() == 1).ifPresent(r -> facts.put(Finding.REMARK, r));
        return new Finding.Patches(0, "neighbours", patches, "distance", facts);
    }

    private Optional<String> remark(boolean alone) {
        List<String> all = new ArrayList<>();
        if (alone) all.add(found.leftOut() > 1
                ? "There is nothing to compare with: all images of the index are of the same file or the same image."
                : "The index holds no other image than the one that is asked about.");
        if (!gone.isEmpty()) all.add(gone.size()
                + " of the images cannot be opened, so thumbnails are shown: " + gone.get(0) + fit());
        if (!changed.isEmpty()) all.add(changed.size()
                + " of the images have changed since they were indexed, among them "
                + changed.get(0) + "; give images= to bring the index up to date.");
        return all.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", all));
    }

    /** Returns how images have to be shown to be seen as they were indexed; empty when they are. */
    private String fit() {
        String then = index.header().key().preparation().getOrDefault("fit", "");
        return then.isEmpty() || then.equals(subject.preparation().get("fit")) ? ""
                : ". They were indexed with fit=" + then + "; give the same to see them.";
    }

    Finding.Scores table(Map<String, Object> facts) {
        List<List<Object>> rows = new ArrayList<>();
        found.kinds().forEach((kind, neighbours) -> {
            for (int rank = 1; rank <= neighbours.size(); rank++) {
                Neighbour n = neighbours.get(rank - 1);
                Origin o = index.origin(n.i());
                rows.add(List.of(kind, rank, o.name(), o.label(), n.distance(), index.row(n.i())));
            }
        });
        return new Finding.Scores(0, "neighbour_rows",
                List.of("kind", "rank", "image", "label", "distance", "row"), rows, facts);
    }

    private Finding.Patch of(int i, String group, double value) {
        Finding.Patch p = opened.computeIfAbsent(i, this::opened);
        return new Finding.Patch(group, p.origin(), p.at(), p.low(), p.high(), value, p.pixels(), p.beside());
    }

    private Finding.Patch opened(int i) {
        Origin origin = index.origin(i);
        try {
            Item item = subject.album().open(origin);
            String stamp = item.origin().stamp();
            boolean known = !stamp.isEmpty() && !origin.stamp().isEmpty();
            if (known && !stamp.equals(origin.stamp())) changed.add(origin.name());
            return patch(origin, item);
        } catch (Problem p) {
            gone.add(origin.name() + " (" + p.sentence() + ")");
            return new Finding.Patch("", origin, List.of(), List.of(), List.of(), 0, thumbnail(i),
                    Optional.empty());
        }
    }

    /** Returns a thumbnail with as many axes as images have; a volume's has a depth of 1. */
    private Tensor thumbnail(int i) {
        int rank = subject.network().spatial().size();
        int[] shape = IntStream.generate(() -> 1).limit(Math.max(4, rank + 2)).toArray();
        shape[1] = index.channels();
        Arrays.fill(shape, shape.length - 2, shape.length, StoredIndex.SIDE);
        return index.thumbnail(i).reshaped(shape);
    }

    private static Finding.Patch whole(Item query) {
        Finding.Patch p = patch(query.origin(), query);
        return new Finding.Patch("query", p.origin(), p.at(), p.low(), p.high(), 0, p.pixels(), p.beside());
    }

    private static Finding.Patch patch(Origin origin, Item item) {
        Tensor pixels = item.sample().scene().raw();
        List<Double> low = Arrays.stream(pixels.spatial()).mapToObj(n -> 0.0).toList();
        List<Double> high = Arrays.stream(pixels.spatial()).mapToObj(n -> n - 1.0).toList();
        List<Double> middle = high.stream().map(h -> h / 2).toList();
        return new Finding.Patch("", origin, item.onImage(middle), item.onImage(low), item.onImage(high), 0,
                pixels, Optional.empty());
    }
}
