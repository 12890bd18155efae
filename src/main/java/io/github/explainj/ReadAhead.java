// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;

/**
 * Makes things on a thread of its own, ahead of whoever takes them, in the same order and no more than
 * there is room for. What the maker throws comes out where the next thing would. The thread ends with
 * the last thing, or when it is closed.
 */
final class ReadAhead<T> implements Iterator<T>, AutoCloseable {

    private final Iterator<T> source;
    private final ToLongFunction<T> bytes;
    private final Room room;
    private final Queue<T> ready = new ArrayDeque<>();
    private final Thread reader = new Thread(this::read, "ExplainJ reads");
    private long held;
    private boolean ended;
    private boolean closed;
    private Throwable failure;

    /**
     * How much may wait; one thing always may.
     *
     * @param count most things
     * @param bytes most bytes in all
     */
    record Room(int count, long bytes) {}

    /**
     * Begins at once.
     *
     * @param source is asked on the other thread only
     * @param bytes what a thing takes
     */
    ReadAhead(Iterator<T> source, ToLongFunction<T> bytes, Room room) {
        this.source = source;
        this.bytes = bytes;
        this.room = room;
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        Throwable thrown = null;
        try {
            boolean more = true;
            while (more && !isClosed()) more = source.hasNext() && put(source.next());
        } catch (RuntimeException | Error e) {
            // whoever takes the things must hear of it, not this thread
            thrown = e;
        }
        synchronized (this) {
            failure = thrown;
            ended = true;
            notifyAll();
        }
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private synchronized boolean put(T thing) {
        long size = bytes.applyAsLong(thing);
        await(() -> closed || ready.isEmpty() || ready.size() < room.count() && held + size <= room.bytes());
        if (closed) return false;
        held += size;
        ready.add(thing);
        notifyAll();
        return true;
    }

    @Override
    public synchronized boolean hasNext() {
        await(() -> !ready.isEmpty() || ended || closed);
        if (!ready.isEmpty()) return true;
        if (failure instanceof Error e) throw e;
        if (failure != null) throw (RuntimeException) failure;
        return false;
    }

    @Override
    public synchronized T next() {
        if (!hasNext()) throw new NoSuchElementException("nothing more to read");
        T thing = ready.remove();
        held -= bytes.applyAsLong(thing);
        notifyAll();
        return thing;
    }

    /** Ends the thread and waits for it: what it uses may be closed afterwards. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            ready.clear();
            notifyAll();
        }
        boolean interrupted = false;
        while (reader.isAlive())
            try {
                reader.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        if (interrupted) Thread.currentThread().interrupt();
    }

    /** Waits also when the thread is interrupted: an end without a reason would pass for the last thing. */
    private void await(BooleanSupplier until) {
        boolean interrupted = false;
        while (!until.getAsBoolean())
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        if (interrupted) Thread.currentThread().interrupt();
    }
}
