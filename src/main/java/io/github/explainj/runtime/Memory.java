// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** How much memory is free, the limits of a container included. */
final class Memory {

    private static final Path CGROUP = Path.of("/sys/fs/cgroup");

    private Memory() {}

    /** Returns the bytes that can be used before the system runs short. */
    static long free() {
        return Math.max(0, Math.min(io.github.explainj.onnx.Memory.available(), room(CGROUP)));
    }

    /** Returns what a control group's limit leaves; version 2 has one folder, version 1 one per resource. */
    static long room(Path cgroup) {
        long limit = first(cgroup, "memory.max", "memory/memory.limit_in_bytes");
        long used = first(cgroup, "memory.current", "memory/memory.usage_in_bytes");
        if (limit < 0 || used < 0) return Long.MAX_VALUE;
        return limit - used + cache(cgroup.resolve("memory.stat"));
    }

    private static long cache(Path stat) {
        for (String line : lines(stat)) if (line.startsWith("inactive_file ")) return number(line.substring(14));
        return 0;
    }

    private static long first(Path folder, String... files) {
        for (String f : files)
            for (String line : lines(folder.resolve(f))) return line.equals("max") ? Long.MAX_VALUE : number(line);
        return -1;
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }
}
