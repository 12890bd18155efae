// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import io.github.explainj.target.Combined.Product;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Resolves expressions: one sum of readings where all is linear, else a sum of products. */
final class Resolution {

    private Resolution() {}

    static Resolved of(Expression expression, Unperturbed run) {
        List<Product> sum = expression.products().stream()
                .map(p -> new Product(p.coefficient(), p.factors().stream().map(f -> f.resolve(run)).toList()))
                .toList();
        String spec = new Expression(sum.stream().map(Resolution::fixed).toList()).spec();
        return sum.stream().allMatch(Product::isLinear)
                ? new Score(readings(sum), spec, words(sum), facts(sum))
                : new Combined(sum, spec, words(sum), facts(sum));
    }

    private static List<Reading> readings(List<Product> sum) {
        List<Reading> all = new ArrayList<>();
        for (Product p : sum)
            for (Reading r : ((Score) p.factors().get(0)).readings()) all.add(r.times(p.coefficient()));
        return Score.merged(all);
    }

    /** Returns the product with the choices that were made. */
    private static Expression.Product fixed(Product p) {
        return new Expression.Product(p.coefficient(), p.factors().stream().map(f -> Targets.parse(f.spec())).toList());
    }

    private static String words(List<Product> sum) {
        StringBuilder text = new StringBuilder();
        for (Product p : sum)
            text.append(Numbers.sign(p.coefficient(), text.isEmpty()))
                    .append(Numbers.factor(p.coefficient(), " * "))
                    .append(String.join(" * ", p.factors().stream().map(Resolved::describe).toList()));
        return text.toString();
    }

    private static Map<String, Object> facts(List<Product> sum) {
        List<Map<String, Object>> terms = new ArrayList<>();
        for (Product p : sum) {
            Map<String, Object> term = new LinkedHashMap<>();
            term.put("coefficient", p.coefficient());
            term.put("factors", p.factors().stream().map(Resolved::facts).toList());
            terms.add(term);
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("form", "combination");
        facts.put("terms", terms);
        return facts;
    }
}
