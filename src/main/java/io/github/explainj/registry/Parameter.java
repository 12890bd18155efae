// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.registry;

import java.util.List;

/**
 * One parameter of a method, read from a record component.
 *
 * @param name lower snake case; the macro key, the {@code --set} key and the JSON key
 * @param type the component's type: {@code int, long, float, double, boolean, String}, an enum, or a
 *     class with {@code public static X parse(String)} whose {@code toString()} gives text that
 *     {@code parse} reads back
 * @param defaultText the default value as text
 * @param about one sentence
 * @param min smallest value of a number, or negative infinity
 * @param max largest value of a number, or positive infinity
 * @param choices the words that are allowed; empty when anything that parses is. Of a class with
 *     {@code parse}, the words that it offers ({@code public static List<String> choices()}),
 *     besides which it may read others
 */
public record Parameter(String name, Class<?> type, String defaultText, String about, double min,
        double max, List<String> choices) {

    public boolean isNumber() {
        return type == int.class || type == long.class || type == float.class || type == double.class;
    }

    public boolean isFlag() {
        return type == boolean.class;
    }
}
