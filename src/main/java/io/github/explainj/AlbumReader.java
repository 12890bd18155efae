// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.explain.Origin;
import io.github.explainj.feature.Item;
import io.github.explainj.problem.Problem;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;

/** Reads entries of an image set one slice after the other: pieces that are ready for the model, or why there are none. */
final class AlbumReader implements Iterator<AlbumReader.Arrival> {

    private final Explain explain;
    private final Framing framing;
    private final Iterator<ImageSet.Entry> entries;
    private final boolean volumes;
    private final Queue<Arrival> ready = new ArrayDeque<>();
    private List<ImageSet.Slice> slices = List.of();
    private int at;
    private ImageSet.Entry entry;

    AlbumReader(Explain explain, Framing framing, List<ImageSet.Entry> entries) {
        this.explain = explain;
        this.framing = framing;
        this.entries = entries.iterator();
        this.volumes = explain.card().inputs().get(0).axes().spatialRank() == 3;
    }

    /**
     * What came of a slice.
     *
     * @param origin of the piece, or of what could not be read
     * @param item the piece; null when there is a problem
     * @param problem why there is none; else null
     */
    record Arrival(Origin origin, PieceItem item, Problem problem) {

        /** Returns whether it is what was asked for, or says why that is not there. */
        boolean isOf(String piece) {
            return problem != null || origin.piece().equals(piece);
        }

        Item orThrow() {
            if (problem != null) throw problem;
            return item;
        }

        /** Returns what it takes in memory. */
        long bytes() {
            if (item == null) return 0;
            return 4L * (item.sample().x().size() + item.sample().scene().raw().size() + item.sample().scene().whole().size());
        }
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && (at < slices.size() || entries.hasNext()))
            if (at < slices.size()) read(at++);
            else open(entries.next());
        return !ready.isEmpty();
    }

    @Override
    public Arrival next() {
        if (!hasNext()) throw new NoSuchElementException("no more images");
        return ready.remove();
    }

    private void open(ImageSet.Entry next) {
        entry = next;
        slices = List.of();
        at = 0;
        try {
            slices = next.reader().read(volumes);
        } catch (Problem p) {
            ready.add(new Arrival(origin(0, 0, ""), null, p));
        }
    }

    private void read(int index) {
        int z = 0;
        int t = 0;
        try {
            ImageSet.Slice slice = slices.get(index);
            z = slice.z();
            t = slice.t();
            Prepared prepared = explain.prepare(slice.data(), framing);
            for (Piece piece : prepared.pieces()) {
                Origin origin = origin(z, t, piece.label());
                ready.add(new Arrival(origin, new PieceItem(prepared, piece, origin), null));
            }
        } catch (Problem p) {
            ready.add(new Arrival(origin(z, t, ""), null, p));
        }
    }

    private Origin origin(int z, int t, String piece) {
        return new Origin(entry.name(), entry.file(), z, t, piece, entry.label(), entry.stamp());
    }
}
