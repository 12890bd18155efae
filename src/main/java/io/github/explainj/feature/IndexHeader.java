// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.problem.Problem;
import io.github.explainj.registry.Json;
import io.github.explainj.tensor.NpyRows;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What {@code index.json} says.
 *
 * @param key what the numbers depend on
 * @param dimensions length of a vector, D
 * @param shape of the layer for the first image, a batch axis of 1
 * @param channels of a thumbnail, C
 * @param version of the program that made it
 */
record IndexHeader(IndexKey key, int dimensions, List<Integer> shape, int channels, String version) {

    static final String FILE = "index.json";
    private static final String FORMAT = "explainj-index";
    private static final long VERSION = 1;

    IndexHeader {
        shape = List.copyOf(shape);
    }

    static boolean isIn(Path folder) {
        return Files.exists(folder.resolve(FILE));
    }

    /**
     * Reads it.
     *
     * @throws Problem A07 when there is none, E12 when it is damaged or of a newer format
     */
    static IndexHeader read(Path folder) {
        Path file = folder.resolve(FILE);
        if (!isIn(folder)) throw new Problem("A07", "There is no index in " + folder + " (no " + FILE
                + "). Make one from a folder of images with Image Index... (explainj index), or name the"
                + " folder of another.");
        try {
            Map<String, Object> all = Json.readObject(file.toString(), Files.readString(file));
            if (!FORMAT.equals(all.get("format")))
                throw damaged(file, "it does not say \"format\": \"" + FORMAT + "\"", null);
            if (!Long.valueOf(VERSION).equals(all.get("version")))
                throw new Problem("E12", file + " has format version "
                        + all.get("version") + ", and this program reads " + VERSION
                        + ". Update ExplainJ, or make the index again in another folder.");
            return of(all);
        } catch (IOException e) {
            throw new Problem("I11", file + " cannot be read: " + e + ". Check the path and its permissions.",
                    e);
        } catch (ClassCastException | NullPointerException e) {
            throw damaged(file, "an entry is missing or of the wrong kind", e);
        }
    }

    private static IndexHeader of(Map<String, Object> all) {
        Map<String, String> preparation = new TreeMap<>();
        ((Map<?, ?>) all.get("preparation")).forEach((k, v) -> preparation.put((String) k, (String) v));
        IndexKey key = new IndexKey((String) all.get("model_sha256"), (String) all.get("layer"),
                (String) all.get("pooling"), preparation);
        List<Integer> shape = ((List<?>) all.get("layer_shape")).stream().map(n -> ((Long) n).intValue())
                .toList();
        return new IndexHeader(key, ((Long) all.get("dimensions")).intValue(), shape,
                ((Long) all.get("channels")).intValue(),
                String.valueOf(all.get("explainj_version")));
    }

    private static Problem damaged(Path file, String what, Exception cause) {
        return new Problem("E12", file + " is damaged: " + what
                + ". Delete the folder and make the index again.", cause);
    }

    String json() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("format", FORMAT);
        all.put("version", VERSION);
        all.put("model_sha256", key.model());
        all.put("layer", key.layer());
        all.put("pooling", key.pooling());
        all.put("dimensions", dimensions);
        all.put("layer_shape", shape);
        all.put("channels", channels);
        all.put("preparation", key.preparation());
        all.put("explainj_version", version);
        return Json.write(all);
    }

    void write(Path folder) {
        replace(folder.resolve(FILE), json());
    }

    /** Writes a whole file such that whoever reads it sees the old one or the new one. */
    static void replace(Path file, String text) {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (FileChannel out =
                    FileChannel.open(next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                var bytes = java.nio.ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) out.write(bytes);
                out.force(true);
            }
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw NpyRows.cannotWrite(file, e);
        }
    }
}
