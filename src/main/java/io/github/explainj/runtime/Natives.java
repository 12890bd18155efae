// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import io.github.explainj.problem.Problem;
import java.io.IOException;
import java.net.URL;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Loads ONNX Runtime once; a failure is remembered, since a second attempt cannot end differently. */
final class Natives {

    private static final String PATH = "onnxruntime.native.path";
    private static OrtEnvironment environment;
    private static Problem failure;
    private static NativeFolder folder;

    private Natives() {}

    /**
     * Returns the environment, after unpacking and loading the libraries.
     *
     * @throws Problem E01 to E04 when they cannot be loaded
     */
    static synchronized OrtEnvironment environment() {
        if (failure != null) throw failure;
        if (environment == null)
            try {
                environment = load();
            } catch (Problem p) {
                failure = p;
                throw p;
            }
        return environment;
    }

    private static OrtEnvironment load() {
        Platform platform = Platform.current();
        platform.folder();
        ClassLoader loader = Natives.class.getClassLoader();
        oneBuild(platform, loader);
        temporaryFolder();
        if (System.getProperty(PATH) == null) unpack(platform, loader);
        try {
            OrtEnvironment env = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "explainj");
            env.setTelemetry(false);
            tidy();
            return env;
        } catch (LinkageError | OrtException | RuntimeException e) {
            throw NativeErrors.explain(e, System.getProperty(PATH));
        }
    }

    /** ONNX Runtime leaves an empty temporary folder behind at each start; old ones are removed. */
    private static void tidy() {
        Instant old = Instant.now().minus(Duration.ofHours(1));
        try (DirectoryStream<Path> left = Files.newDirectoryStream(Path.of(System.getProperty("java.io.tmpdir")), "onnxruntime-java*")) {
            // what is not empty is in use or not ours, and stays
            for (Path p : left) if (Files.getLastModifiedTime(p).toInstant().isBefore(old)) p.toFile().delete();
        } catch (IOException e) {
            return;
        }
    }

    /** Without a writable cache ONNX Runtime unpacks to a temporary folder itself, as it always does. */
    private static void unpack(Platform platform, ClassLoader loader) {
        try {
            NativeFolder natives = NativeFolder.of(platform, loader);
            natives.unpack(platform.library("onnxruntime"));
            natives.unpack(platform.library("onnxruntime4j_jni"));
            natives.unpack(platform.library("onnxruntime_providers_shared"));
            System.setProperty(PATH, natives.folder().toString());
            folder = natives;
        } catch (IOException e) {
            folder = null;
        }
    }

    /** Unpacks the CUDA provider (some 600 MB), which nobody needs who does not ask for it. */
    static synchronized void unpackCuda() {
        environment();
        if (folder == null) return;
        try {
            folder.unpack(Platform.current().library("onnxruntime_providers_cuda"));
        } catch (IOException e) {
            throw new Problem("E02", "The CUDA libraries cannot be unpacked to " + folder.folder() + ": " + e.getMessage()
                    + ". They need about 600 MB there; free some space, name another folder with -D"
                    + NativeFolder.PROPERTY + "=FOLDER, or use device=cpu.", e);
        }
    }

    /** Returns the folder of the unpacked libraries; empty when ONNX Runtime unpacks them itself. */
    static synchronized Optional<Path> folder() {
        return Optional.ofNullable(folder).map(NativeFolder::folder);
    }

    /** With two builds on the class path the first wins silently, also over the GPU's. */
    private static void oneBuild(Platform platform, ClassLoader loader) {
        String core = "ai/onnxruntime/native/" + platform.folder() + "/" + platform.library("onnxruntime");
        try {
            List<URL> found = Collections.list(loader.getResources(core));
            Set<Long> sizes = new HashSet<>();
            for (URL url : found) sizes.add(url.openConnection().getContentLengthLong());
            if (sizes.size() > 1) throw NativeErrors.twoBuilds(found);
        } catch (IOException e) {
            throw new Problem("E04", "The jars of ONNX Runtime cannot be read: " + e.getMessage()
                    + ". Install ExplainJ again.", e);
        }
    }

    private static void temporaryFolder() {
        Path tmp = Path.of(System.getProperty("java.io.tmpdir", ""));
        if (Files.isDirectory(tmp) && Files.isWritable(tmp)) return;
        throw new Problem("E02", "The temporary folder " + tmp + " is missing or cannot be written to, and ONNX Runtime"
                + " needs one to start; make it, or start Java with -Djava.io.tmpdir=FOLDER.");
    }
}
