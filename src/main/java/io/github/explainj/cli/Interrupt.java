// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import io.github.explainj.probe.Cancellation;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/** Lets Ctrl-C (or a kill) end a run within one batch, keep what is done and exit with 4. */
final class Interrupt {

    private static final int SECONDS = 60;

    /** Heard by the run that is in progress; there is one per process. */
    private static volatile Cancellation current = new Cancellation();

    private Interrupt() {}

    /** Returns what is cancelled by Ctrl-C; asked for once per run. */
    static Cancellation cancellation() {
        current = new Cancellation();
        return current;
    }

    /** Runs with the hook in place and returns the exit code. */
    static int guarded(IntSupplier work) {
        CountDownLatch ended = new CountDownLatch(1);
        AtomicInteger code = new AtomicInteger(Exit.STOPPED);
        Thread hook = new Thread(() -> stop(ended, code), "explainj-interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            code.set(work.getAsInt());
        } finally {
            ended.countDown();
        }
        remove(hook);
        return code.get();
    }

    private static void stop(CountDownLatch ended, AtomicInteger code) {
        current.cancel();
        boolean inTime = false;
        try {
            inTime = ended.await(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // the JVM would report the signal (130) instead of our code
        Runtime.getRuntime().halt(inTime ? code.get() : Exit.STOPPED);
    }

    private static void remove(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // already shutting down: the hook ends the process with our code
        }
    }
}
