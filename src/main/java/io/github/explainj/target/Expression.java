// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A sum of products of targets: {@code 0.5*mean:1@a + class:1 * mean:0@x}. */
record Expression(List<Product> products) implements Target {

    Expression {
        products = List.copyOf(products);
    }

    /**
     * A product of targets with a number.
     *
     * @param coefficient the number
     * @param factors at least one, none of them an expression
     */
    record Product(double coefficient, List<Target> factors) {

        Product {
            factors = List.copyOf(factors);
        }

        Product times(Product other) {
            List<Target> all = new ArrayList<>(factors);
            all.addAll(other.factors);
            return new Product(coefficient * other.coefficient, all);
        }

        /** Returns the SPEC without its sign. */
        String spec() {
            return Numbers.factor(coefficient, "*")
                    + String.join(" * ", factors.stream().map(Target::spec).toList());
        }
    }

    static Expression of(Target target) {
        return target instanceof Expression e ? e : new Expression(List.of(new Product(1, List.of(target))));
    }

    /** Returns the target itself when it is one with the coefficient 1. */
    Target simplified() {
        boolean lone = products.size() == 1 && products.get(0).factors().size() == 1
                && products.get(0).coefficient() == 1;
        return lone ? products.get(0).factors().get(0) : this;
    }

    Expression plus(Expression other) {
        List<Product> all = new ArrayList<>(products);
        all.addAll(other.products);
        return new Expression(all);
    }

    Expression times(Expression other) {
        List<Product> all = new ArrayList<>();
        for (Product p : products) for (Product q : other.products) all.add(p.times(q));
        return new Expression(all);
    }

    Expression scaled(double factor) {
        return new Expression(products.stream().map(p -> new Product(factor * p.coefficient(), p.factors())).toList());
    }

    @Override
    public String spec() {
        StringBuilder text = new StringBuilder();
        for (Product p : products) text.append(Numbers.sign(p.coefficient(), text.isEmpty())).append(p.spec());
        return text.toString();
    }

    @Override
    public List<String> tensors(ModelFacts facts) {
        Set<String> names = new LinkedHashSet<>();
        products.forEach(p -> p.factors().forEach(f -> names.addAll(f.tensors(facts))));
        return List.copyOf(names);
    }

    @Override
    public boolean isChosenByImage() {
        return products.stream().flatMap(p -> p.factors().stream()).anyMatch(Target::isChosenByImage);
    }

    @Override
    public Resolved resolve(Unperturbed run) {
        return Resolution.of(this, run);
    }
}
