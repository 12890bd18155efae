// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.problem.Problem;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;

/** Counts how deep a YAML text is nested and looks for tags, before anything is built from it. */
final class YamlDepth {

    private YamlDepth() {}

    /** Complains of more than {@code limit} levels and of any tag that is not YAML's own. */
    static void check(String name, String text, LoadSettings settings, int limit) {
        int depth = 0;
        for (Event e : new Parse(settings).parseString(text)) {
            if (e instanceof CollectionEndEvent) depth--;
            if (e instanceof CollectionStartEvent start) {
                if (++depth > limit)
                    throw new Problem("P15", name + " is nested more than " + limit + " levels deep"
                            + Yaml.where(e.getStartMark().orElse(null)) + "; that is the limit.");
                start.getTag().ifPresent(t -> tag(name, t, e));
            }
            if (e instanceof ScalarEvent scalar) scalar.getTag().ifPresent(t -> tag(name, t, e));
        }
    }

    private static void tag(String name, String tag, Event e) {
        if (!tag.startsWith("tag:yaml.org,2002:") || tag.contains("java") || tag.contains("python"))
            throw new Problem("P15", name + " has the tag \"" + tag + "\"" + Yaml.where(e.getStartMark().orElse(null))
                    + "; tags that name classes are not allowed. Remove it.");
    }
}
