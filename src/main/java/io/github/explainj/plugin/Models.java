// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.IJ;
import io.github.explainj.Explain;
import io.github.explainj.Options;
import io.github.explainj.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Keeps the model that was used last open, so that a macro over a folder starts ONNX Runtime once.
 * A model is closed when another one takes its place and nobody uses it any more.
 */
public final class Models {

    private static Open last;

    private Models() {}

    /**
     * Opens the model of a job, or the open one when nothing about it has changed.
     *
     * @return to be closed after use
     */
    public static Lease open(Common common) {
        Path file = path(common.model());
        Options options = new Options(common.device(), common.facts(), new Loader());
        String key = file + "|" + stamp(file) + "|" + common.device() + "|" + new java.util.TreeMap<>(common.facts());
        synchronized (Models.class) {
            if (last == null || !last.key.equals(key)) {
                Open next = new Open(key, Explain.open(file, options));
                if (last != null) last.release();
                last = next;
                next.explain.warnings().forEach(w -> IJ.log("ExplainJ: warning: " + w));
                next.explain.card().remarks().forEach(r -> IJ.log("ExplainJ: " + r));
                next.explain.model().remarks().forEach(r -> IJ.log("ExplainJ: " + r));
            }
            last.users++;
            return new Lease(last);
        }
    }

    private static Path path(String model) {
        if (model.isBlank())
            throw new Problem("A07", "No model is given: add model=FILE.onnx, a bioimage.io package (folder or zip),"
                    + " or model=sample for the bundled one.");
        if (SampleFiles.isSample(model.strip())) return SampleFiles.model(model.strip());
        try {
            return Path.of(model.strip()).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw new Problem("A07", "model=" + model + " is no path: " + e.getReason() + ".", e);
        }
    }

    private static String stamp(Path file) {
        try {
            return Files.getLastModifiedTime(file) + "|" + Files.size(file);
        } catch (IOException e) {
            return "missing"; // opening it says so in a better way
        }
    }

    /** An open model with the number of those who use it; it counts as used while it is the last one. */
    private static final class Open {

        private final String key;
        private final Explain explain;
        private int users = 1;

        private Open(String key, Explain explain) {
            this.key = key;
            this.explain = explain;
        }

        private void release() {
            synchronized (Models.class) {
                if (--users == 0) explain.close();
            }
        }
    }

    /** The right to use an open model. */
    public static final class Lease implements AutoCloseable {

        private final Open open;

        private Lease(Open open) {
            this.open = open;
        }

        public Explain explain() {
            return open.explain;
        }

        @Override
        public void close() {
            open.release();
        }
    }
}
