// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import ai.onnxruntime.OrtException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Carries rows through a session. While one batch runs on a second thread, the calling thread
 * hands on the rows of the batch before it and writes the next one.
 */
final class Pass implements AutoCloseable {

    private final Session session;
    private final Runs.Run run;
    private final Plan plan;
    private final Batch[] batches;
    private final ExecutorService runner;
    private int done;

    /**
     * @param ready how many rows there are, as far as it matters: more than one run takes, or not
     */
    Pass(Work work, Session session, Runs.Run run, Plan plan, int ready) throws OrtException {
        this.session = session;
        this.run = run;
        this.plan = plan;
        boolean several = ready > plan.samples();
        Plan used = plan.rows() == 0 ? new Plan(Math.min(plan.samples(), Math.max(1, ready)), 0) : plan;
        batches = several ? new Batch[] {new Batch(work, used), new Batch(work, used)} : new Batch[] {new Batch(work, used)};
        runner = several ? Executors.newSingleThreadExecutor(Pass::thread) : null;
    }

    private static Thread thread(Runnable r) {
        Thread t = new Thread(r, "ExplainJ runs");
        t.setDaemon(true);
        return t;
    }

    /** Returns how many rows the sink got, also after {@link #rows} has thrown. */
    int done() {
        return done;
    }

    /** Runs what there is of rows from one on and returns false when it was stopped before the end. */
    boolean rows(int from, Supply supply, Row.Sink sink) throws OrtException {
        if (batches.length == 1) return single(from, supply, sink);
        Future<?> running = null;
        int current = 0;
        try {
            int at = from;
            int count = fill(batches[0], at, supply);
            while (count > 0) {
                Batch batch = batches[current];
                running = runner.submit(() -> { batch.run(session, run); return null; });
                current ^= 1;
                if (at > from && !emit(batches[current], sink)) return false;
                at += count;
                count = fill(batches[current], at, supply);
                finish(running);
            }
            return emit(batches[current ^ 1], sink);
        } finally {
            if (running != null && !running.isDone()) abandon(running);
        }
    }

    private boolean single(int from, Supply supply, Row.Sink sink) throws OrtException {
        fill(batches[0], from, supply);
        batches[0].run(session, run);
        return emit(batches[0], sink);
    }

    private int fill(Batch batch, int from, Supply supply) {
        int count = supply.ready(from, plan.samples());
        if (count > 0) batch.fill(from, count);
        return count;
    }

    private boolean emit(Batch batch, Row.Sink sink) {
        int taken = batch.emit((i, row) -> { done++; return sink.accept(i, row); });
        return taken == batch.count() && !run.isStopped();
    }

    /** The sink said stop, or failed: end the run and wait, since its buffers are about to go. */
    private void abandon(Future<?> running) {
        run.stop();
        try {
            finish(running);
        } catch (OrtException ended) {
            // what it was ended for is known
        }
    }

    /** Waits for a run even when the thread is interrupted: its buffers must outlive it. */
    private static void finish(Future<?> running) throws OrtException {
        boolean interrupted = false;
        try {
            while (true)
                try {
                    running.get();
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OrtException o) throw o;
            if (e.getCause() instanceof Error error) throw error;
            throw (RuntimeException) e.getCause();
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (runner != null) runner.shutdown();
        for (Batch b : batches) b.close();
    }
}
