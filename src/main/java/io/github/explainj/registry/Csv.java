// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.registry;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes and reads comma-separated values in UTF-8 as RFC 4180 has them. */
public final class Csv {

    private static final Pattern PLAIN = Pattern.compile("[^\",\n\r]*");

    private Csv() {}

    /**
     * One line; a line break within quotes does not end it.
     *
     * @param end where the next one begins, in bytes
     */
    public record Line(List<String> fields, int end) {}

    /** Writes one line with its line break; what holds a comma, a quote or a line break is quoted. */
    public static String line(List<?> fields) {
        return fields.stream().map(Csv::quoted).collect(Collectors.joining(",", "", "\n"));
    }

    private static String quoted(Object field) {
        String text = String.valueOf(field);
        return PLAIN.matcher(text).matches() ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /** Reads the lines that are whole; a last one without a line break is left out, for it may be torn. */
    public static List<Line> read(byte[] text) {
        List<Line> lines = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        boolean quoted = false;
        int start = 0;
        for (int i = 0; i < text.length; i++) {
            if (text[i] == '"') quoted = !quoted;
            if (quoted || text[i] != ',' && text[i] != '\n') continue;
            fields.add(field(text, start, i));
            start = i + 1;
            if (text[i] == ',') continue;
            lines.add(new Line(List.copyOf(fields), i + 1));
            fields.clear();
        }
        return lines;
    }

    private static String field(byte[] text, int start, int end) {
        String field = new String(text, start, end - start, StandardCharsets.UTF_8);
        if (field.endsWith("\r")) field = field.substring(0, field.length() - 1);
        return field.startsWith("\"") ? field.substring(1, field.length() - 1).replace("\"\"", "\"") : field;
    }
}
