// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import io.github.explainj.explain.Explainer;
import io.github.explainj.feature.View;
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
import java.util.Optional;
import java.util.Set;

/**
 * The keys of one method or view: its record's components, those of {@link Common} that it has a use for
 * and, where it goes through images, those of {@link Gallery}. Dialog, macro parser, recorder and SciJava
 * inputs are all made from here.
 */
public final class Keys {

    /** What the whole project calls the methods. */
    public static final Registry<Explainer> METHODS = Registry.of(Explainer.class);

    /** What the whole project calls the views. */
    public static final Registry<View> VIEWS = Registry.of(View.class);

    /** Keys that are read as another one. {@code channels} of Occlusion ends {@code model_channels}. */
    private static final Map<String, String> ALIASES = Map.of("model_channels", "channel_list", "image", "input",
            "normalize", "normalise");

    private static final Schema<Common> COMMON = Schema.of(Common.class);
    private static final Schema<Gallery> GALLERY = Schema.of(Gallery.class);

    /** What a view that looks at no open image has no use for. */
    private static final Set<String> OF_THE_IMAGE = Set.of("input", "regions", "stack", "target_per_image", "show_overlay");

    /** What a view that looks at no image at all has no use for either. */
    private static final Set<String> OF_ANY_IMAGE = Set.of("target", "fit", "normalise", "channel_list");

    private final Schema<Object> method;
    private final List<Parameter> common;
    private final List<Parameter> gallery;

    private Keys(Object method, View.Scope scope) {
        this.method = Registry.schemaOf(method);
        this.common = COMMON.parameters().stream().filter(p -> fits(p.name(), scope)).toList();
        this.gallery = scope.hasAlbum() ? GALLERY.parameters() : List.of();
    }

    private static boolean fits(String key, View.Scope scope) {
        if (OF_THE_IMAGE.contains(key)) return scope.hasImage();
        return scope.hasImage() || scope.hasAlbum() || !OF_ANY_IMAGE.contains(key);
    }

    /** Returns the keys of a method; Problem A07 with the nearest names when there is none. */
    public static Keys of(String method) {
        return new Keys(METHODS.schema(method).defaults(), View.Scope.IMAGE);
    }

    /** Returns the keys of a view; Problem A07 with the nearest names when there is none. */
    public static Keys ofView(String view) {
        View defaults = VIEWS.schema(view).defaults();
        return new Keys(defaults, defaults.scope());
    }

    /** Returns the schema of the method or view itself. */
    public Schema<?> method() {
        return method;
    }

    public boolean isView() {
        return method.defaults() instanceof View;
    }

    /** Returns whether it looks at an open image, unless its parameters say otherwise. */
    public boolean hasImage() {
        return common.stream().anyMatch(p -> p.name().equals("input"));
    }

    /** Returns all keys with their parameters: common ones first. */
    public List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>(common);
        all.addAll(gallery);
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
            String name = canonical(key);
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
        Map<String, String> all = new LinkedHashMap<>();
        List<String> names = parameters().stream().map(Parameter::name).toList();
        given.forEach((key, value) -> {
            String name = canonical(key);
            if (!names.contains(name)) throw unknown(key);
            if (all.putIfAbsent(name, value) != null)
                throw new Problem("A07", "The options " + key + " and " + name + " mean the same; give one of them.");
        });
        return new Job(COMMON.create(of(common, all)), GALLERY.create(of(gallery, all)),
                method.create(of(method.parameters(), all)));
    }

    private static Map<String, String> of(List<Parameter> part, Map<String, String> all) {
        Map<String, String> own = new LinkedHashMap<>(all);
        own.keySet().retainAll(part.stream().map(Parameter::name).toList());
        return own;
    }

    private Problem unknown(String key) {
        List<String> names = parameters().stream().map(Parameter::name).toList();
        return new Problem("A07", "\"" + key + "\" is no option of " + method.name() + "; did you mean \""
                + Nearest.names(key, names, 1).get(0) + "\"? Options: " + String.join(", ", names) + ".");
    }

    /** Returns the values of a job as texts that {@link #job} reads back, every key. */
    public Map<String, String> values(Job job) {
        Map<String, String> texts = new LinkedHashMap<>(of(common, COMMON.values(job.common())));
        texts.putAll(of(gallery, GALLERY.values(job.gallery())));
        texts.putAll(method.values(job.method()));
        return texts;
    }

    /**
     * What is to be done, checked.
     *
     * @param common what every method asks for
     * @param gallery the images that a view goes through
     * @param method the explainer or view with its parameters
     */
    public record Job(Common common, Gallery gallery, Object method) {

        /** Returns the name of the method or view. */
        String name() {
            return Registry.schemaOf(method).name();
        }

        Optional<View> view() {
            return method instanceof View view ? Optional.of(view) : Optional.empty();
        }

        /** Returns whether it looks at an open image, with these parameters. */
        public boolean needsImage() {
            return view().map(v -> v.scope().hasImage()).orElse(true);
        }
    }
}
