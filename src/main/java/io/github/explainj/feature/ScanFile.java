// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.Origin;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps what a search knows in a JSON file, so that it can go on later. The file is written beside itself
 * and renamed: it is whole at any time.
 */
final class ScanFile {

    private static final String NAME = "activating_patches.json";
    private static final long INTERVAL_NANOS = 5_000_000_000L;

    private final Path file;
    private final Map<String, String> of;
    private long last = System.nanoTime();

    /**
     * @param path a file, or a folder in which it gets a name
     * @param of what the search depends on: model, layer, channels, counts
     */
    ScanFile(String path, Map<String, String> of) {
        try {
            Path given = Path.of(path).toAbsolutePath();
            file = Files.isDirectory(given) ? given.resolve(NAME) : given;
        } catch (InvalidPathException e) {
            throw new Problem("A07", "resume=" + path + " is not possible: " + e.getReason()
                    + ". Name a file or a folder.", e);
        }
        this.of = new LinkedHashMap<>(of);
    }

    Path path() {
        return file;
    }

    /** Writes when some seconds have gone by since the last time. */
    void writeNowAndThen(PatchSearch search) {
        if (System.nanoTime() - last < INTERVAL_NANOS) return;
        write(search);
        last = System.nanoTime();
    }

    /** Writes what is known of the images, and slices of the one after them, that are done. */
    void write(PatchSearch search) {
        PatchSearch.Known known = search.known();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("of", of);
        all.put("order", known.order());
        all.put("cells", known.cells());
        all.put("sums", known.sums());
        all.put("best", known.best());
        all.put("done", known.done());
        all.put("begun", known.begun());
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(part, Json.write(all));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Problem("E09", "resume=" + file + " cannot be written (" + e.getMessage()
                    + "). Name a file in a folder with write permission and free space.", e);
        }
    }

    /**
     * Reads what an earlier run knew; nothing when there is no file yet.
     *
     * @throws Problem A09 when that run asked for something else, E12 when the file is damaged
     */
    void read(PatchSearch search) {
        if (!Files.exists(file)) return;
        Map<String, Object> all = json();
        Map<?, ?> before = all.get("of") instanceof Map<?, ?> m ? m : Map.of();
        of.forEach((key, value) -> {
            if (value.equals(before.get(key))) return;
            throw new Problem("A09", "resume=" + file + " was written with " + key + "=" + before.get(key)
                    + ", and now it is " + value
                    + ". Give what it was, or name another file.");
        });
        try {
            search.restore(known(all));
        } catch (ClassCastException | NullPointerException | IllegalArgumentException
                | IndexOutOfBoundsException e) {
            throw damaged(e.getMessage(), e);
        }
    }

    private Map<String, Object> json() {
        try {
            return Json.readObject(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw damaged(e.getMessage(), e);
        } catch (Problem p) {
            throw damaged(p.sentence(), p);
        }
    }

    private Problem damaged(String why, Throwable cause) {
        return new Problem("E12", "resume=" + file + " is no file of an earlier search, or it is damaged ("
                + why + "). Name another, or delete it and search again.", cause);
    }

    private static PatchSearch.Known known(Map<String, Object> all) {
        Map<Integer, List<Winner>> best = new LinkedHashMap<>();
        ((Map<?, ?>) all.get("best")).forEach((channel, winners) ->
                best.put(Integer.valueOf((String) channel), ((List<?>) winners).stream()
                        .map(w -> winner((Map<?, ?>) w)).toList()));
        Map<String, String> done = new LinkedHashMap<>();
        ((Map<?, ?>) all.get("done")).forEach((image, stamp) -> done.put((String) image, (String) stamp));
        Map<String, PatchSearch.Begun> begun = new LinkedHashMap<>();
        ((Map<?, ?>) all.get("begun")).forEach((image, b) -> begun.put((String) image,
                new PatchSearch.Begun((String) ((Map<?, ?>) b).get("stamp"), (int) whole((Map<?, ?>) b, "items"))));
        return new PatchSearch.Known(whole(all, "order"), whole(all, "cells"), numbers(all.get("sums")),
                best, done, begun);
    }

    private static Winner winner(Map<?, ?> w) {
        Map<?, ?> o = (Map<?, ?>) w.get("origin");
        Origin origin = new Origin((String) o.get("image"), (String) o.get("file"), (int) whole(o, "slice"),
                (int) whole(o, "frame"),
                (String) o.get("piece"), (String) o.get("label"), (String) o.get("stamp"));
        return new Winner(whole(w, "order"), (int) whole(w, "cell"), ((Number) w.get("value")).floatValue(),
                numbers(w.get("at")), origin);
    }

    private static long whole(Map<?, ?> map, String key) {
        return ((Number) map.get(key)).longValue();
    }

    private static List<Double> numbers(Object list) {
        List<Double> numbers = new ArrayList<>();
        for (Object n : (List<?>) list) numbers.add(((Number) n).doubleValue());
        return numbers;
    }
}
