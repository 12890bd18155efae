// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A product of an expression with its factors resolved.
 *
 * @param coefficient the number before it
 * @param scores its factors
 */
record Resolution(double coefficient, List<Score> scores) {

    static Resolution of(Expression.Product product, Unperturbed run) {
        List<Score> scores = new ArrayList<>();
        for (Target factor : product.factors()) {
            if (!(factor.resolve(run) instanceof Score s))
                throw new IllegalStateException(factor.spec() + " is no sum of readings and cannot be composed");
            scores.add(s);
        }
        return new Resolution(product.coefficient(), scores);
    }

    /** Returns the factors with the coefficient in the first. */
    List<Score> scaled() {
        List<Score> all = new ArrayList<>(scores);
        all.set(0, all.get(0).times(coefficient));
        return all;
    }

    /** Returns the product with the choices that were made. */
    Expression.Product fixed() {
        return new Expression.Product(coefficient, scores.stream().map(s -> Targets.parse(s.spec())).toList());
    }

    static String words(List<Resolution> sum) {
        StringBuilder text = new StringBuilder();
        for (Resolution r : sum) {
            double size = Math.abs(r.coefficient);
            text.append(r.coefficient < 0 ? text.isEmpty() ? "-" : " - " : text.isEmpty() ? "" : " + ")
                    .append(size == 1 ? "" : Numbers.text(size) + " * ")
                    .append(String.join(" * ", r.scores.stream().map(Score::describe).toList()));
        }
        return text.toString();
    }

    static Map<String, Object> facts(List<Resolution> sum) {
        List<Map<String, Object>> terms = new ArrayList<>();
        for (Resolution r : sum) {
            Map<String, Object> term = new LinkedHashMap<>();
            term.put("coefficient", r.coefficient);
            term.put("factors", r.scores.stream().map(Score::facts).toList());
            terms.add(term);
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("form", "combination");
        facts.put("terms", terms);
        return facts;
    }
}
