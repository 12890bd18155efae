// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.problem.Problem;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Stops the first run of a model with loops after a while: a loop's length may be a number in the
 * file that nobody lives to see. Other models are merely slow, and the user can cancel.
 */
final class TimeLimit implements AutoCloseable {

    /** The system property with the limit in seconds. */
    static final String PROPERTY = "explainj.loop_seconds";

    private static final int SECONDS = 30;
    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(r -> {
        Thread t = new Thread(r, "ExplainJ time limit");
        t.setDaemon(true);
        return t;
    });

    private final int seconds = Integer.getInteger(PROPERTY, SECONDS);
    private final Future<?> alarm;
    private volatile boolean reached;

    TimeLimit(Runs.Run run) {
        alarm = CLOCK.schedule(() -> {
            reached = true;
            run.stop();
        }, seconds, TimeUnit.SECONDS);
    }

    /** Throws when the run was stopped because of the limit. */
    void check(String model, String loop) {
        if (reached)
            throw new Problem("M21", model + " did not end its first run within " + seconds + " s; it holds the loop \"" + loop
                    + "\", which may be endless. Expected a model that ends; if it is merely slow, start Java with -D"
                    + PROPERTY + "=" + 10 * seconds + ".");
    }

    @Override
    public void close() {
        alarm.cancel(false);
    }
}
