// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import java.nio.file.Path;
import java.util.Locale;

/** Finds the folder in which this user's programs keep what they can make again. */
public final class UserCache {

    private UserCache() {}

    /**
     * Returns ExplainJ's folder in the user's cache; it need not exist.
     *
     * @param property system property that names another one
     */
    public static Path folder(String property) {
        String chosen = System.getProperty(property, "");
        if (!chosen.isEmpty()) return Path.of(chosen);
        Path home = Path.of(System.getProperty("user.home", "."));
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (os.contains("mac")) return home.resolve("Library/Caches/ExplainJ");
        if (os.contains("win")) return variable("LOCALAPPDATA", home.resolve("AppData/Local")).resolve("ExplainJ");
        return variable("XDG_CACHE_HOME", home.resolve(".cache")).resolve("explainj");
    }

    private static Path variable(String name, Path otherwise) {
        String value = System.getenv(name);
        return value == null || value.isEmpty() ? otherwise : Path.of(value);
    }
}
