// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.registry.Parameter;
import io.github.explainj.registry.Schema;
import java.util.LinkedHashMap;
import java.util.Map;

/** Gives the parameters of a method as JSON has them: numbers as numbers, flags as flags. */
final class Values {

    private Values() {}

    static <T> Map<String, Object> typed(Schema<T> schema, T method) {
        Map<String, String> texts = schema.values(method);
        Map<String, Object> typed = new LinkedHashMap<>();
        for (Parameter p : schema.parameters()) typed.put(p.name(), typed(p, texts.get(p.name())));
        return typed;
    }

    private static Object typed(Parameter p, String text) {
        if (p.isFlag()) return Boolean.valueOf(text);
        if (p.type() == int.class || p.type() == long.class) return Long.valueOf(text);
        return p.isNumber() ? (Object) Double.valueOf(text) : text;
    }
}
