// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import io.github.explainj.explain.Explainer;
import io.github.explainj.problem.Nearest;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.Parameter;
import io.github.explainj.registry.Registry;
import io.github.explainj.registry.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys of one method: its record's components and those of {@link Common}. Dialog, macro parser,
 * recorder and SciJava inputs are all made from here.
 */
public final class Keys {

    /** What the whole project calls the methods. */
    public static final Registry<Explainer> METHODS = Registry.of(Explainer.class);

    /** Keys that are read as another one. {@code channels} of Occlusion ends {@code model_channels}. */
    private static final Map<String, String> ALIASES = Map.of("model_channels", "channel_list", "image", "input",
            "normalize", "normalise");

    private static final Schema<Common> COMMON = Schema.of(Common.class);

    private final Schema<Explainer> method;

    private Keys(Schema<Explainer> method) {
        this.method = method;
    }

    /** Returns the keys of a method; Problem A07 with the nearest names when there is none. */
    public static Keys of(String method) {
        return new Keys(METHODS.schema(method));
    }

    public Schema<Explainer> method() {
        return method;
    }

    /** Returns all keys with their parameters: common ones first. */
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(COMMON.parameters());
        all.addAll(method.parameters());
        return all;
    }

    /** Returns some of the common parameters, in the order of the names. */
    static List<Parameter> common(String... names) {
        return Arrays.stream(names)
                .map(n -> COMMON.parameters().stream().filter(p -> p.name().equals(n)).findFirst().orElseThrow())
                .toList();
    }

    /** Makes the common part alone, for commands that run no method; keys that are not of it are left out. */
    public static Common common(Map<String, String> given) {
        Map<String, String> known = new LinkedHashMap<>();
        given.forEach((key, value) -> {
            String name = ALIASES.getOrDefault(key, key);
            if (COMMON.has(name)) known.put(name, value);
        });
        return COMMON.create(known);
    }

    /** Returns the key that a key stands for: itself, unless it is an alias. */
    static String canonical(String key) {
        return ALIASES.getOrDefault(key, key);
    }

    /** Returns the default of every key as text. */
    public Map<String, String> defaults() {
        Map<String, String> texts = new LinkedHashMap<>();
        parameters().forEach(p -> texts.put(p.name(), p.defaultText()));
        return texts;
    }

    /**
     * Checks keys and values and makes the records.
     *
     * @throws Problem A07 for an unknown key or value, naming the legal ones
     */
    public Job job(Map<String, String> given) {
        Map<String, String> common = new LinkedHashMap<>();
        Map<String, String> own = new LinkedHashMap<>();
        given.forEach((key, value) -> {
            String name = ALIASES.getOrDefault(key, key);
            Map<String, String> part = COMMON.has(name) ? common : own;
            if (!COMMON.has(name) && !method.has(name)) throw unknown(key);
            if (part.putIfAbsent(name, value) != null)
                throw new Problem("A07", "The options " + key + " and " + name + " mean the same; give one of them.");
        });
        return new Job(COMMON.create(common), method.create(own));
    }

    private Problem unknown(String key) {
        List<String> names = parameters().stream().map(Parameter::name).toList();
        return new Problem("A07", "\"" + key + "\" is no option of " + method.name() + "; did you mean \""
                + Nearest.names(key, names, 1).get(0) + "\"? Options: " + String.join(", ", names) + ".");
    }

    /** Returns the values of a job as texts that {@link #job} reads back, every key. */
    public Map<String, String> values(Job job) {
        Map<String, String> texts = new LinkedHashMap<>(COMMON.values(job.common()));
        texts.putAll(method.values(job.method()));
        return texts;
    }

    /**
     * What is to be done, checked.
     *
     * @param common what every method asks for
     * @param method the method with its parameters
     */
    public record Job(Common common, Explainer method) {}
}
