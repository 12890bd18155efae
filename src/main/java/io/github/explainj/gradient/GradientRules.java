// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import io.github.explainj.onnx.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The gradient rule of each operator, by name. Immutable; a rule can be overridden, which is how guided
 * backpropagation, deconvnet and relevance propagation are made.
 */
public final class GradientRules {

    private static final GradientRules STANDARD = new GradientRules("standard", registered());

    private final String name;
    private final SortedMap<String, GradientRule> rules;

    private GradientRules(String name, SortedMap<String, GradientRule> rules) {
        this.name = name;
        this.rules = rules;
    }

    /** Returns the rules of all registered families; those of a user's jar replace ours. */
    public static GradientRules standard() {
        return STANDARD;
    }

    private static SortedMap<String, GradientRule> registered() {
        List<RuleFamily> found = new ArrayList<>();
        ServiceLoader.load(RuleFamily.class, GradientRules.class.getClassLoader()).forEach(found::add);
        return joined(found);
    }

    /** Joins families: first ours, then those of other packages, which replace ours. */
    static SortedMap<String, GradientRule> joined(List<RuleFamily> families) {
        SortedMap<String, GradientRule> all = new TreeMap<>();
        for (boolean ours : new boolean[] {true, false})
            for (RuleFamily f : families)
                if (f.getClass().getPackage().equals(GradientRules.class.getPackage()) == ours) all.putAll(f.rules());
        return all;
    }

    /**
     * Returns these rules with one replaced or added.
     *
     * @param operator {@code Relu}, or {@code domain:Op}
     * @param as names the change; rules of the same {@link #name()} are taken to be the same
     */
    public GradientRules with(String operator, GradientRule rule, String as) {
        SortedMap<String, GradientRule> changed = new TreeMap<>(rules);
        changed.put(operator, rule);
        return new GradientRules(name + ", " + operator + "=" + as, changed);
    }

    /** Returns a text that is the same for the same rules. */
    public String name() {
        return name;
    }

    /** Returns the operators that have a rule, sorted. */
    public SortedSet<String> operators() {
        return new TreeSet<>(rules.keySet());
    }

    /** Returns the rule of a node's operator; empty when there is none. */
    public Optional<GradientRule> of(Node node) {
        String key = node.domain().isEmpty() ? node.op() : node.domain() + ":" + node.op();
        return Optional.ofNullable(rules.get(key));
    }
}
