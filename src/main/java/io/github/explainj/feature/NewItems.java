// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.Origin;
import io.github.explainj.probe.Sample;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.zip.CRC32;

/**
 * Hands the model the items that an index lacks, and keeps of each what the index wants until its vector is
 * there. One item is read ahead, to know which is the last of its image.
 */
final class NewItems implements Iterator<Sample> {

    private final Album album;
    private final Iterator<Item> items;
    private final IndexWriter index;
    private final Queue<New> running = new ArrayDeque<>();
    private Item next;
    private Origin origin;

    /**
     * What is kept of an item.
     *
     * @param origin its stamp not empty
     * @param last whether it is the last of its image
     * @param pixels {@code [C, 32, 32]}
     */
    record New(Origin origin, boolean last, float[] pixels) {

        int channels() {
            return pixels.length / (StoredIndex.SIDE * StoredIndex.SIDE);
        }
    }

    NewItems(Album album, IndexWriter index) {
        this.album = album;
        this.items = album.items(index::has);
        this.index = index;
        advance();
    }

    private void advance() {
        next = null;
        while (next == null && items.hasNext()) {
            Item item = items.next();
            origin = stamped(item);
            if (!index.has(origin)) next = item;
        }
    }

    /** An image without a file is known again by what the model is fed. */
    private static Origin stamped(Item item) {
        Origin o = item.origin();
        if (!o.stamp().isEmpty()) return o;
        return new Origin(o.image(), o.file(), o.slice(), o.frame(), o.piece(), o.label(), stamp(item.sample()));
    }

    static String stamp(Sample sample) {
        CRC32 crc = new CRC32();
        for (float v : sample.x().data()) {
            int bits = Float.floatToIntBits(v);
            for (int shift = 0; shift < 32; shift += 8) crc.update(bits >> shift);
        }
        return IndexRow.PIXELS + String.format("%08x", crc.getValue());
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public Sample next() {
        if (next == null) throw new NoSuchElementException("no more images");
        Sample sample = next.sample();
        Origin taken = origin;
        advance();
        boolean whole = !album.failures().containsKey(taken.image());
        boolean last = whole && (next == null || !origin.image().equals(taken.image()));
        running.add(new New(taken, last, Thumbnail.of(sample.scene().raw(), StoredIndex.SIDE)));
        return sample;
    }

    /** Takes the one whose vector is there. */
    New poll() {
        return running.remove();
    }
}
