// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.explain.Origin;
import io.github.explainj.feature.Album;
import io.github.explainj.feature.Item;
import io.github.explainj.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.Predicate;

/** Reads an image set and prepares each image for a model. */
final class FileAlbum implements Album {

    private final Explain explain;
    private final Options options;
    private final ImageSet images;
    private final boolean volumes;
    private final Map<String, Problem> failures = new LinkedHashMap<>();

    FileAlbum(Explain explain, Options options, ImageSet images) {
        this.explain = explain;
        this.options = options;
        this.images = images;
        this.volumes = explain.card().inputs().get(0).axes().spatialRank() == 3;
    }

    @Override
    public int size() {
        return images.entries().size();
    }

    @Override
    public List<Origin> listing() {
        return images.entries().stream().map(e -> new Origin(e.name(), e.file(), 1, 1, "", e.label(), e.stamp())).toList();
    }

    @Override
    public Map<String, Problem> failures() {
        return failures;
    }

    @Override
    public Iterator<Item> items(Predicate<Known> skip) {
        return new Reading(images.entries().stream().filter(e -> !skip.test(new Known(e.name(), e.stamp()))).iterator());
    }

    /** Reads one entry when the items of the one before are used up. */
    private final class Reading implements Iterator<Item> {

        private final Iterator<ImageSet.Entry> entries;
        private final Queue<Item> ready = new ArrayDeque<>();

        Reading(Iterator<ImageSet.Entry> entries) {
            this.entries = entries;
        }

        @Override
        public boolean hasNext() {
            while (ready.isEmpty() && entries.hasNext()) {
                ImageSet.Entry entry = entries.next();
                try {
                    ready.addAll(FileAlbum.this.items(entry));
                } catch (Problem p) {
                    failures.put(entry.name(), p);
                }
            }
            return !ready.isEmpty();
        }

        @Override
        public Item next() {
            if (!hasNext()) throw new NoSuchElementException("no more images");
            return ready.remove();
        }
    }

    private List<Item> items(ImageSet.Entry entry) {
        List<Item> items = new ArrayList<>();
        for (ImageSet.Slice slice : entry.reader().read(volumes)) {
            Prepared prepared = explain.prepare(slice.data(), images.framing());
            for (Piece piece : prepared.pieces())
                items.add(new PieceItem(prepared, piece, new Origin(entry.name(), entry.file(), slice.z(), slice.t(), piece.label(),
                        entry.label(), entry.stamp())));
        }
        return items;
    }

    @Override
    public Item open(Origin origin) {
        ImageSet.Entry entry = images.entries().stream().filter(e -> e.name().equals(origin.image())).findFirst()
                .orElseGet(() -> fromFile(origin));
        return items(entry).stream().filter(i -> i.origin().slice() == origin.slice() && i.origin().frame() == origin.frame()
                && i.origin().piece().equals(origin.piece())).findFirst()
                .orElseThrow(() -> new Problem("I12", origin.name() + " is no longer there: the image has changed since it was looked at."
                        + " Go through the images again."));
    }

    private ImageSet.Entry fromFile(Origin origin) {
        if (origin.file().isEmpty())
            throw new Problem("I12", "The image " + origin.name() + " is no longer open, and it has no file. Open it and go through it again.");
        return new ImageSet.Entry(origin.image(), origin.file(), origin.stamp(), origin.label(),
                v -> options.files().slices(Path.of(origin.file()), v));
    }
}
