// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * The folder into which ONNX Runtime's libraries are unpacked once per version, in the user's cache.
 * Two programs may unpack at once: each file is written under a temporary name and then renamed.
 *
 * @param folder where the libraries lie
 * @param resources where they lie in the jar, ending in a slash
 * @param loader the class loader that sees the jar
 */
record NativeFolder(Path folder, String resources, ClassLoader loader) {

    /** The system property that names another parent folder. */
    static final String PROPERTY = "explainj.natives";

    /** Returns the folder for the libraries that a class loader sees; another build has another folder. */
    static NativeFolder of(Platform platform, ClassLoader loader) throws IOException {
        String resources = "ai/onnxruntime/native/" + platform.folder() + "/";
        URL core = loader.getResource(resources + platform.library("onnxruntime"));
        if (core == null) throw new IOException("the class path has no " + resources);
        String build = "onnxruntime-" + platform.folder() + "-" + Long.toHexString(stamp(core));
        return new NativeFolder(parent(platform).resolve(build), resources, loader);
    }

    /** Returns a number that differs between builds: the size, and in a jar the checksum too. */
    private static long stamp(URL library) throws IOException {
        URLConnection connection = library.openConnection();
        connection.setUseCaches(false);
        if (connection instanceof JarURLConnection jar)
            try (var file = jar.getJarFile()) {
                return jar.getJarEntry().getSize() << 32 ^ jar.getJarEntry().getCrc();
            }
        return connection.getContentLengthLong();
    }

    private static Path parent(Platform platform) {
        String chosen = System.getProperty(PROPERTY, "");
        if (!chosen.isEmpty()) return Path.of(chosen);
        Path home = Path.of(System.getProperty("user.home", "."));
        String os = platform.os().toLowerCase(Locale.ROOT);
        if (os.contains("mac")) return home.resolve("Library/Caches/ExplainJ");
        if (os.contains("win")) return variable("LOCALAPPDATA", home.resolve("AppData/Local")).resolve("ExplainJ");
        return variable("XDG_CACHE_HOME", home.resolve(".cache")).resolve("explainj");
    }

    private static Path variable(String name, Path otherwise) {
        String value = System.getenv(name);
        return value == null || value.isEmpty() ? otherwise : Path.of(value);
    }

    /**
     * Puts a library into the folder, unless it is there with the right size.
     *
     * @return false when the jar has no such library
     */
    boolean unpack(String library) throws IOException {
        URL url = loader.getResource(resources + library);
        if (url == null) return false;
        URLConnection connection = url.openConnection();
        connection.setUseCaches(false);
        try (InputStream in = connection.getInputStream()) {
            long size = connection.getContentLengthLong();
            Path target = folder.resolve(library);
            if (!Files.isRegularFile(target) || Files.size(target) != size) write(in, target, size);
        }
        return true;
    }

    private void write(InputStream in, Path target, long size) throws IOException {
        Files.createDirectories(folder);
        Path part = Files.createTempFile(folder, target.getFileName().toString(), ".part");
        try {
            Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
            if (size >= 0 && Files.size(part) != size)
                throw new IOException(part + " has " + Files.size(part) + " of " + size + " bytes");
            moved(part, target, size);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Windows refuses to replace a library that another program has loaded: then that one will do. */
    private static void moved(Path part, Path target, long size) throws IOException {
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException refused) {
            if (!Files.isRegularFile(target) || Files.size(target) != size) throw refused;
        }
    }
}
