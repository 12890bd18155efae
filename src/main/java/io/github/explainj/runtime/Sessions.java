// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import ai.onnxruntime.OrtException;
import io.github.explainj.onnx.Graph;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Keeps the sessions of one model for the next run; each holds its own packed copy of the weights,
 * so that only the last few that were used stay. Used inside a run, which the model waits for.
 */
final class Sessions {

    private static final int KEPT = 6;

    private final String model;
    private final Provider provider;
    private final Runnable beforeSession;
    private final Opener opener;
    private final Map<String, Lease> kept = new LinkedHashMap<>(16, 0.75f, true);

    /** Makes sessions. */
    @FunctionalInterface
    interface Opener {
        Session open(Graph graph, Provider provider) throws OrtException;
    }

    Sessions(String model, Provider provider, Runnable beforeSession, Opener opener) {
        this.opener = opener;
        this.model = model;
        this.provider = provider;
        this.beforeSession = beforeSession;
    }

    /** Lends the session of a structure, made when there is none; close the lease after use. */
    synchronized Lease lend(String key, Supplier<Graph> graph) {
        Lease lease = kept.computeIfAbsent(key, k -> new Lease(open(graph.get())));
        lease.users++;
        evict();
        return lease;
    }

    /** Makes a session that is not kept. */
    Session open(Graph graph) {
        beforeSession.run();
        try {
            return opener.open(graph, provider);
        } catch (OrtException e) {
            throw OrtErrors.isMemory(e) ? OrtErrors.memory(model, provider.toString(), e) : OrtErrors.explain(e, model);
        }
    }

    private void evict() {
        for (Iterator<Lease> i = kept.values().iterator(); i.hasNext() && kept.size() > KEPT; ) {
            Lease oldest = i.next();
            if (oldest.users > 0) continue;
            i.remove();
            oldest.session.close();
        }
    }

    /** Forgets a session, e.g. one that ran out of memory: its arena would keep what it has. */
    synchronized void drop(String key) {
        Lease lease = kept.remove(key);
        if (lease == null) return;
        lease.dropped = true;
        if (lease.users == 0) lease.session.close();
    }

    /** Closes all; nothing may run any more. */
    synchronized void close() {
        kept.values().forEach(l -> l.session.close());
        kept.clear();
    }

    /** A session in use. */
    final class Lease implements AutoCloseable {

        private final Session session;
        private int users;
        private boolean dropped;

        private Lease(Session session) {
            this.session = session;
        }

        Session session() {
            return session;
        }

        @Override
        public void close() {
            synchronized (Sessions.this) {
                users--;
                if (dropped && users == 0) session.close();
            }
        }
    }
}
