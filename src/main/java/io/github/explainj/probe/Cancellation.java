// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.probe;

import java.util.ArrayList;
import java.util.List;

/** A request to stop, made from any thread (Escape, a button, Ctrl-C) and seen by running probes. */
public final class Cancellation {

    private final List<Runnable> listeners = new ArrayList<>();
    private boolean cancelled;

    /** Asks everything that listens to stop; a second call does nothing. */
    public void cancel() {
        List<Runnable> told;
        synchronized (this) {
            if (cancelled) return;
            cancelled = true;
            told = List.copyOf(listeners);
        }
        told.forEach(Runnable::run);
    }

    public synchronized boolean isCancelled() {
        return cancelled;
    }

    /** Calls back when it is cancelled, at once when it already is. Close to stop listening. */
    public Listening onCancel(Runnable action) {
        boolean now;
        synchronized (this) {
            now = cancelled;
            if (!now) listeners.add(action);
        }
        if (now) action.run();
        return () -> {
            synchronized (this) {
                listeners.remove(action);
            }
        };
    }

    /** A registration that ends when it is closed. */
    public interface Listening extends AutoCloseable {
        @Override
        void close();
    }
}
