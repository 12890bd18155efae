// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.registry;

import io.github.explainj.problem.Problem;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Turns the values of parameters into text and back. */
final class Texts {

    private Texts() {}

    static String print(Object value) {
        if (value instanceof Double || value instanceof Float) {
            // a float's own digits, not those of the double next to it, and never 1.0E-6
            return Double.isFinite(((Number) value).doubleValue())
                    ? new BigDecimal(value.toString()).stripTrailingZeros().toPlainString() : value.toString();
        }
        return value instanceof Enum<?> e ? e.name().toLowerCase(Locale.ROOT) : String.valueOf(value);
    }

    static List<String> choices(Class<?> type) {
        if (type == boolean.class) return List.of("true", "false");
        if (type.isEnum()) return Arrays.stream(type.getEnumConstants()).map(Texts::print).toList();
        try {
            @SuppressWarnings("unchecked")
            List<String> offered = (List<String>) type.getMethod("choices").invoke(null);
            return List.copyOf(offered);
        } catch (NoSuchMethodException e) {
            return List.of();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot list the choices of " + type.getName(), e);
        }
    }

    /** @param method what messages say behind the parameter, e.g. {@code  of rise}; may be empty */
    static Object parse(String method, Parameter p, String text) {
        String t = text.strip();
        if (p.type() == String.class) return t;
        if (p.isFlag()) return flag(method, p, t);
        if (p.isNumber()) return number(method, p, t);
        if (p.type().isEnum()) return constant(method, p, t);
        return parsed(method, p, t);
    }

    private static Object flag(String method, Parameter p, String text) {
        if (text.isEmpty() || text.equalsIgnoreCase("true")) return true;
        if (text.equalsIgnoreCase("false")) return false;
        throw bad(method, p, text, "true or false");
    }

    private static Object number(String method, Parameter p, String text) {
        boolean whole = p.type() == int.class || p.type() == long.class;
        try {
            double value = whole ? Long.parseLong(text) : Double.parseDouble(text);
            boolean fits = p.type() == float.class ? Float.isFinite((float) value) : !Double.isInfinite(value);
            if (!(value >= p.min() && value <= p.max()) || !fits) throw bad(method, p, text, legal(p, whole));
            if (p.type() == int.class) return Math.toIntExact((long) value);
            if (p.type() == long.class) return Long.parseLong(text);
            return p.type() == float.class ? (Object) (float) value : (Object) value;
        } catch (NumberFormatException | ArithmeticException e) {
            throw bad(method, p, text, legal(p, whole));
        }
    }

    private static String legal(Parameter p, boolean whole) {
        String kind = whole ? "a whole number" : "a number (with a decimal point)";
        boolean low = !Double.isInfinite(p.min());
        boolean high = !Double.isInfinite(p.max());
        if (low && high) return kind + " from " + plain(p.min()) + " to " + plain(p.max());
        return kind + (low ? " of at least " + plain(p.min()) : high ? " of at most " + plain(p.max()) : "");
    }

    private static String plain(double v) {
        return v == Math.rint(v) && Math.abs(v) < 1e15 ? String.valueOf((long) v) : String.valueOf(v);
    }

    private static Object constant(String method, Parameter p, String text) {
        return Arrays.stream(p.type().getEnumConstants())
                .filter(c -> print(c).equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> bad(method, p, text, "one of " + String.join(", ", p.choices())));
    }

    private static Object parsed(String method, Parameter p, String text) {
        try {
            Method parse = p.type().getMethod("parse", String.class);
            return parse.invoke(null, text);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Problem cause) throw new Problem(cause.code(),
                    p.name() + "=" + text + method + " is not possible: " + cause.sentence(), cause);
            throw new IllegalStateException("cannot parse " + p.name() + "=" + text, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(p.type().getName() + " needs a public static parse(String)", e);
        }
    }

    private static Problem bad(String method, Parameter p, String text, String legal) {
        return new Problem(p.name().equals("seed") ? "A10" : "A07", p.name() + "=" + text + method
                + " is not possible: expected " + legal + "; the default is " + p.defaultText() + ".");
    }
}
