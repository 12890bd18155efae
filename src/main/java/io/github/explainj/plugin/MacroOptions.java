// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import io.github.explainj.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads {@code key=value key=[value with blanks] flag} exactly. ImageJ's own {@code Macro.getValue}
 * finds a key inside another one and takes a misspelt key for its default; here every character has
 * to be understood.
 */
public final class MacroOptions {

    private final String text;
    private int at;

    private MacroOptions(String text) {
        this.text = text;
    }

    /**
     * Reads the options of a macro call, in order; a flag without a value is {@code true}.
     *
     * @throws Problem A07 for a key that is empty or given twice, and for a bracket that is not closed
     */
    public static Map<String, String> parse(String options) {
        return new MacroOptions(options).all();
    }

    private Map<String, String> all() {
        Map<String, String> values = new LinkedHashMap<>();
        for (skipBlanks(); at < text.length(); skipBlanks()) {
            String key = key();
            String value = at < text.length() && text.charAt(at) == '=' ? value(key) : "true";
            if (values.putIfAbsent(key, value) != null)
                throw new Problem("A07", "The option " + key + " is given twice (" + values.get(key) + " and " + value
                        + "); give it once.");
        }
        return values;
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
    }

    private String key() {
        int from = at;
        while (at < text.length() && text.charAt(at) != '=' && !Character.isWhitespace(text.charAt(at))) at++;
        if (at > from) return text.substring(from, at);
        throw new Problem("A07", "The options have no key in front of \"" + rest(from)
                + "\"; write key=value without blanks around the =, and values with blanks in [brackets].");
    }

    private String value(String key) {
        at++;
        if (at < text.length() && text.charAt(at) == '[') return bracketed(key);
        int from = at;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at))) at++;
        return text.substring(from, at);
    }

    private String bracketed(String key) {
        int from = at + 1;
        int depth = 0;
        for (; at < text.length(); at++) {
            if (text.charAt(at) == '[') depth++;
            if (text.charAt(at) == ']' && --depth == 0) {
                at++;
                if (at == text.length() || Character.isWhitespace(text.charAt(at))) return text.substring(from, at - 1);
                throw new Problem("A07", key + "=" + text.substring(from - 1, at) + " is followed by \"" + rest(at)
                        + "\"; put a blank behind the closing bracket.");
            }
        }
        throw new Problem("A07", key + "=" + rest(from - 1) + " has no closing bracket; write " + key + "=[value].");
    }

    private String rest(int from) {
        return text.substring(from, Math.min(text.length(), from + 30)).strip();
    }
}
