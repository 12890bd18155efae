// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.explainj.problem.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The runs in progress of one model, so that they can be stopped from any thread and waited for
 * before a session is closed: closing one during a run crashes the JVM.
 */
final class Runs {

    private final Set<Run> active = new HashSet<>();
    private boolean closed;

    /**
     * Begins a run; close it when nothing of it is in native code any more.
     *
     * @param owner whoever may ask to stop it
     */
    synchronized Run begin(Object owner) {
        if (closed) throw new Problem("M34", "The model was closed while it was asked to run; open it again.");
        Run run = new Run(owner);
        active.add(run);
        return run;
    }

    /** Stops the runs of one owner. */
    synchronized void interrupt(Object owner) {
        List.copyOf(active).stream().filter(r -> r.owner == owner).forEach(Run::stop);
    }

    /** Stops all runs, lets no new one begin and returns when the last has ended. */
    synchronized void closeAndWait() {
        closed = true;
        active.forEach(Run::stop);
        boolean asked = false;
        while (!active.isEmpty())
            try {
                wait();
            } catch (InterruptedException e) {
                // returning now would close a session under a run
                asked = true;
            }
        if (asked) Thread.currentThread().interrupt();
    }

    /** One run, or a row of runs that are stopped together. */
    final class Run implements AutoCloseable {

        private final Object owner;
        private final OrtSession.RunOptions options;
        private boolean stopped;

        private Run(Object owner) {
            this.owner = owner;
            try {
                options = new OrtSession.RunOptions();
            } catch (OrtException e) {
                throw OrtErrors.explain(e, "the model");
            }
        }

        OrtSession.RunOptions options() {
            return options;
        }

        boolean isStopped() {
            synchronized (Runs.this) {
                return stopped;
            }
        }

        /** Ends what runs now as soon as its current operator has ended. */
        void stop() {
            synchronized (Runs.this) {
                if (stopped || !active.contains(this)) return;
                stopped = true;
                try {
                    options.setTerminate(true);
                } catch (OrtException e) {
                    throw OrtErrors.explain(e, "the model");
                }
            }
        }

        @Override
        public void close() {
            synchronized (Runs.this) {
                active.remove(this);
                options.close();
                Runs.this.notifyAll();
            }
        }
    }
}
