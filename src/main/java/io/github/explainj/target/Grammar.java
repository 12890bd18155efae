// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import io.github.explainj.problem.Nearest;
import io.github.explainj.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads SPECs: sums and differences of products of numbers and single targets. */
final class Grammar {

    private static final String NUMBER = "[+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?";
    private static final Pattern COEFFICIENT = Pattern.compile("(" + NUMBER + ")\\s*\\*\\s*(.+)", Pattern.DOTALL);

    private final Map<String, TargetKind> kinds;

    Grammar(Map<String, TargetKind> kinds) {
        this.kinds = kinds;
    }

    Target read(String spec) {
        // the space makes an operator with nothing behind it visible
        String text = spec.strip() + " ";
        List<Expression.Product> products = new ArrayList<>();
        double sign = text.startsWith("-") ? -1 : 1;
        String rest = sign < 0 ? text.substring(1) : text;
        while (true) {
            int plus = Quotes.find(rest, " + ", 0);
            int minus = Quotes.find(rest, " - ", 0);
            int end = plus < 0 ? minus : minus < 0 ? plus : Math.min(plus, minus);
            products.add(product(spec, sign, end < 0 ? rest : rest.substring(0, end)));
            if (end < 0) return new Expression(products).simplified();
            sign = end == minus ? -1 : 1;
            rest = rest.substring(end + 3);
        }
    }

    private Expression.Product product(String spec, double sign, String text) {
        double coefficient = sign;
        List<Target> factors = new ArrayList<>();
        for (String part : Quotes.split(text, " * ")) {
            String factor = part.strip();
            for (Matcher m = COEFFICIENT.matcher(factor); m.matches(); m = COEFFICIENT.matcher(factor)) {
                coefficient *= Double.parseDouble(m.group(1));
                factor = m.group(2);
            }
            if (factor.isEmpty())
                throw new Problem("A01", "The target \"" + spec + "\" " + (spec.isBlank() ? "is empty" : "lacks a part")
                        + "; expected e.g. class:3, mean:1 or \"class:3 - class:5\".");
            if (factor.matches(NUMBER)) coefficient *= Double.parseDouble(factor);
            else factors.add(single(factor));
        }
        if (factors.isEmpty())
            throw new Problem("A01", "The target \"" + spec + "\" has the number " + text.strip()
                    + " where a target is needed, e.g. class:" + text.strip() + " or 0.5*mean:1.");
        return new Expression.Product(coefficient, factors);
    }

    private Target single(String text) {
        int at = Quotes.findLast(text, "@");
        String head = at < 0 ? text : text.substring(0, at).strip();
        String tensor = at < 0 ? "" : Quotes.unquote(text.substring(at + 1).strip());
        if (at >= 0 && tensor.isEmpty())
            throw new Problem("A05", "The target \"" + text + "\" names no tensor behind the @."
                    + " Give an output or inner tensor, or leave the @ out for the first output.");
        int colon = head.indexOf(':');
        String prefix = colon < 0 ? head : head.substring(0, colon);
        TargetKind kind = kinds.get(prefix.strip());
        if (kind == null) throw unknown(text, prefix);
        return kind.parse(colon < 0 ? "" : head.substring(colon + 1), tensor);
    }

    private Problem unknown(String text, String prefix) {
        if (prefix.strip().equals("regions"))
            return new Problem("A01", "\"" + text + "\" stands for several targets, one per region, and cannot be"
                    + " part of one. Give it alone, or one region: region:C:FILE#LABEL.");
        return new Problem("A01", "\"" + text + "\" is not a target: there is no kind \"" + prefix + "\"; did you mean "
                + String.join(" or ", Nearest.names(prefix, kinds.keySet(), 2)) + "? Expected one of "
                + String.join(", ", kinds.values().stream().map(TargetKind::usage).toList())
                + "; double quotes protect names.");
    }
}
