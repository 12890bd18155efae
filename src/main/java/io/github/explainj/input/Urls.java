// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.problem.Problem;
import java.net.URI;
import java.util.Locale;

/**
 * Refuses addresses that a package has no reason to name: files of this machine and hosts of the local
 * network. ExplainJ fetches nothing, but it also shows none of them as harmless.
 */
final class Urls {

    private Urls() {}

    /** Looks at every text of a description; P18 for the first refused one. */
    static void check(Facts facts) {
        if (facts.isText()) one(facts, facts.text().strip());
        else if (facts.isList()) facts.items().forEach(Urls::check);
        else if (facts.isMap()) facts.entries().values().forEach(Urls::check);
    }

    private static void one(Facts facts, String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("file:"))
            throw facts.problem("P18", "the address \"" + text + "\" is refused: it names a file of this machine. Use a path"
                    + " inside the package.");
        if (lower.matches("(https?|ftp)://\\S+") && isInside(host(lower)))
            throw facts.problem("P18", "the address \"" + text + "\" is refused: it leads into the local network. Use a path inside"
                    + " the package.");
    }

    private static String host(String url) {
        try {
            String host = URI.create(url).getHost();
            return host == null ? "" : host;
        } catch (IllegalArgumentException e) {
            return "unreadable.address";
        }
    }

    private static boolean isInside(String host) {
        String h = host.replaceAll("[\\[\\]]", "");
        return h.isEmpty() || !h.contains(".") || h.endsWith(".local") || h.endsWith(".internal") || h.endsWith(".localhost")
                || h.matches("0\\..*|127\\..*|10\\..*|192\\.168\\..*|169\\.254\\..*|172\\.(1[6-9]|2\\d|3[01])\\..*");
    }
}
