// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What is found once for all slices and images of a run: an index, a threshold over an album. Not for use
 * from several threads at once.
 */
public final class Memo {

    private final Map<String, Object> found = new HashMap<>();

    /** Returns what is kept under a key; makes it where there is nothing yet. */
    @SuppressWarnings("unchecked")
    <T> T once(String key, Supplier<T> make) {
        return (T) found.computeIfAbsent(key, k -> make.get());
    }
}
