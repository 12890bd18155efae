// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.IJ;
import io.github.explainj.probe.Cancellation;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Cancels when the user presses Escape, until it is closed. */
final class Escape implements AutoCloseable {

    private static final long EVERY_MILLISECONDS = 50;

    private final ScheduledExecutorService watcher;

    Escape(Cancellation cancellation) {
        IJ.resetEscape();
        watcher = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "ExplainJ-Escape");
            thread.setDaemon(true);
            return thread;
        });
        watcher.scheduleAtFixedRate(() -> {
            if (IJ.escapePressed()) cancellation.cancel();
        }, EVERY_MILLISECONDS, EVERY_MILLISECONDS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        watcher.shutdownNow();
    }
}
