// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.problem.Nearest;
import io.github.explainj.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value of a description file together with its place in it, so that every complaint can say where.
 *
 * <p>A missing value is one too; asking it for a text or number complains.
 */
final class Facts {

    private final String file;
    private final String place;
    private final Object value;

    private Facts(String file, String place, Object value) {
        this.file = file;
        this.place = place;
        this.value = value;
    }

    static Facts of(String file, Object root) {
        return new Facts(file, "", root);
    }

    String file() {
        return file;
    }

    boolean isMissing() {
        return value == null;
    }

    boolean isText() {
        return value instanceof String;
    }

    boolean isNumber() {
        return value instanceof Number;
    }

    boolean isList() {
        return value instanceof List;
    }

    boolean isMap() {
        return value instanceof Map;
    }

    /** Returns an entry of a map; missing when the map or the entry is. */
    Facts at(String key) {
        Object found = value instanceof Map<?, ?> map ? map.get(key) : null;
        if (value != null && !isMap()) throw expected("a group of entries");
        return new Facts(file, place.isEmpty() ? key : place + "." + key, found);
    }

    /** Returns the entries of a map in their order; none when it is missing. */
    Map<String, Facts> entries() {
        if (isMissing()) return Map.of();
        if (!(value instanceof Map<?, ?> map)) throw expected("a group of entries");
        Map<String, Facts> found = new LinkedHashMap<>();
        map.keySet().forEach(k -> found.put(String.valueOf(k), at(String.valueOf(k))));
        return found;
    }

    /** Returns the items of a list; none when it is missing. */
    List<Facts> items() {
        if (isMissing()) return List.of();
        if (!(value instanceof List<?> list)) throw expected("a list");
        List<Facts> found = new ArrayList<>();
        for (Object item : list) found.add(new Facts(file, place + "[" + found.size() + "]", item));
        return found;
    }

    String text() {
        if (value instanceof String s) return s;
        if (value instanceof Number || value instanceof Boolean) return value.toString();
        throw expected("a text");
    }

    String text(String otherwise) {
        return isMissing() ? otherwise : text();
    }

    Optional<String> optionalText() {
        return isMissing() ? Optional.empty() : Optional.of(text());
    }

    double number() {
        if (value instanceof Number n) return n.doubleValue();
        throw expected("a number");
    }

    double number(double otherwise) {
        return isMissing() ? otherwise : number();
    }

    int whole() {
        if (value instanceof Number n && n.doubleValue() == Math.rint(n.doubleValue())
                && Math.abs(n.doubleValue()) <= Integer.MAX_VALUE) return n.intValue();
        throw expected("a whole number");
    }

    List<String> texts() {
        return items().stream().map(Facts::text).toList();
    }

    /** Returns a list of numbers; one number is a list of one. */
    List<Double> numbers() {
        return isNumber() ? List.of(number()) : items().stream().map(Facts::number).toList();
    }

    /** Returns a word that must be one of a few. */
    String oneOf(List<String> words, String otherwise) {
        String word = text(otherwise);
        if (words.contains(word)) return word;
        throw expected("one of " + String.join(", ", words));
    }

    /** Complains of entries that nobody reads, with the nearest name that exists. */
    void only(Collection<String> known) {
        for (String key : entries().keySet())
            if (!known.contains(key))
                throw new Problem("P15", file + " has the unknown entry \"" + at(key).place + "\". Did you mean "
                        + String.join(" or ", Nearest.names(key, known, 2)) + "? Known there: "
                        + String.join(", ", known) + ".");
    }

    Problem expected(String what) {
        return new Problem("P15", file + ": the entry \"" + place + "\" must be " + what + ", but "
                + (isMissing() ? "it is missing" : "it is " + shown()) + ". Correct the file.");
    }

    /** Returns a problem at this place. */
    Problem problem(String code, String sentence) {
        return new Problem(code, file + ", " + place + ": " + sentence);
    }

    String shown() {
        String text = String.valueOf(value);
        return isText() ? "\"" + text + "\"" : text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }
}
