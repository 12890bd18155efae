// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Tells how much memory a run may take. */
public final class Memory {

    private Memory() {}

    /** Returns the bytes that can be had without swapping; limits of a container count. */
    public static long available() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long total = system.getTotalMemorySize();
        boolean mac = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("mac");
        // macOS and Linux count memory that caches would give back as used
        return Math.min(total, linux(mac ? total : system.getFreeMemorySize()));
    }

    private static long linux(long otherwise) {
        try {
            List<String> lines = Files.readAllLines(Path.of("/proc/meminfo"));
            return lines.stream()
                    .filter(l -> l.startsWith("MemAvailable:"))
                    .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(otherwise);
        } catch (IOException e) {
            return otherwise;
        }
    }

    /** Returns bytes in words: {@code 1.2 GB}. */
    static String gigabytes(double bytes) {
        return String.format(Locale.ROOT, bytes < 1e11 ? "%.1f GB" : "%,.0f GB", bytes / 1e9);
    }
}
