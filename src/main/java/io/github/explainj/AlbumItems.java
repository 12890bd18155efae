// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.feature.Item;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.problem.Problem;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Hands on what was read and keeps what could not be, in order. What is wrong with every image is not
 * found again ten thousand times: it is thrown.
 */
final class AlbumItems implements Iterator<Item>, AutoCloseable {

    /** So many in a row from the start with the same problem are enough. */
    static final int HOPELESS = 20;

    /** Two batches on a CPU. */
    private static final ReadAhead.Room ROOM = new ReadAhead.Room(32, Math.min(64L << 20, Runtime.getRuntime().maxMemory() / 8));

    private final ReadAhead<AlbumReader.Arrival> arrivals;
    private final Map<String, Problem> failures;
    private final Cancellation cancellation;
    private final boolean all;
    private AlbumReader.Arrival first;
    private AlbumReader.Arrival next;
    private int failed;
    private boolean alike = true;
    private boolean some;

    /**
     * @param failures where those are kept that cannot be read
     * @param all whether no image was left out; when only those are read that are left over from
     *     another time, all of them may well be damaged
     */
    AlbumItems(AlbumReader reader, Map<String, Problem> failures, Cancellation cancellation, boolean all) {
        arrivals = new ReadAhead<>(reader, AlbumReader.Arrival::bytes, ROOM);
        this.failures = failures;
        this.cancellation = cancellation;
        this.all = all;
    }

    @Override
    public boolean hasNext() {
        while (next == null && !cancellation.isCancelled() && arrivals.hasNext()) take(arrivals.next());
        if (cancellation.isCancelled()) {
            close();
            return false;
        }
        if (next == null && hasOnlyFailed()) throw hopeless("None of the " + failed + " images could be looked at.");
        return next != null;
    }

    private void take(AlbumReader.Arrival arrival) {
        if (arrival.problem() == null) {
            next = arrival;
            some = true;
            return;
        }
        if (first == null) first = arrival;
        alike &= arrival.problem().code().equals(first.problem().code());
        failures.put(arrival.origin().name(), arrival.problem());
        failed++;
        if (failed == HOPELESS && alike && hasOnlyFailed()) throw hopeless("None of the first " + failed + " images could be looked at.");
    }

    private boolean hasOnlyFailed() {
        return all && !some && failed > 0;
    }

    private Problem hopeless(String what) {
        close();
        Problem p = first.problem();
        return new Problem(p.code(), (failed == 1 ? "" : what + " The first, " + first.origin().name() + ": ") + p.sentence(), p);
    }

    @Override
    public Item next() {
        if (!hasNext()) throw new NoSuchElementException("no more images");
        Item item = next.item();
        next = null;
        return item;
    }

    @Override
    public void close() {
        arrivals.close();
    }
}
