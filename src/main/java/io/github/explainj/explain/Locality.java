// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.target.Resolved;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells whether a target is about one place (a region, a point, a peak, a row of a detector). */
final class Locality {

    private static final Set<String> PLACES = Set.of("region", "position", "row");

    private Locality() {}

    static boolean isLocal(Resolved target) {
        return isLocal(target.facts());
    }

    /** A combination of targets holds the facts of each of them. */
    private static boolean isLocal(Object facts) {
        if (facts instanceof Collection<?> c) return c.stream().anyMatch(Locality::isLocal);
        if (!(facts instanceof Map<?, ?> map)) return false;
        boolean element = map.get("index") instanceof List<?> index && index.size() > 1;
        return element || map.keySet().stream().anyMatch(PLACES::contains) || map.values().stream().anyMatch(Locality::isLocal);
    }
}
