// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import java.util.Map;

/** Marks a finding whose run was stopped before its end. */
final class Partial {

    private Partial() {}

    /** Adds {@code partial=true} and the share that was done, when not all was. */
    static void addTo(Map<String, Object> facts, int done, int declared) {
        if (done >= declared) return;
        facts.put("partial", true);
        facts.put("share_done", done / (double) declared);
    }
}
