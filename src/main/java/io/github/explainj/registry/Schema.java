// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.registry;

import io.github.explainj.problem.Nearest;
import io.github.explainj.problem.Problem;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads a record class as a method with parameters: the one list from which the dialog, macro keys,
 * command line, SciJava inputs, JSON and documentation are made.
 *
 * <p>The components are the parameters; the no-argument constructor holds the defaults; the name is
 * the class name in lower snake case ({@code GradCam} is {@code grad_cam}).
 */
public final class Schema<T> {

    private final Class<? extends T> type;
    private final List<Parameter> parameters;
    private final T defaults;

    private Schema(Class<? extends T> type) {
        this.type = type;
        this.defaults = instantiate(type);
        this.parameters = Arrays.stream(type.getRecordComponents()).map(this::parameter).toList();
    }

    /** Reads the schema of a record class that has a no-argument constructor. */
    public static <T> Schema<T> of(Class<? extends T> type) {
        if (!type.isRecord())
            throw new IllegalArgumentException(type.getName() + " is registered but is no record");
        return new Schema<>(type);
    }

    /** Returns the name for macros, command line and JSON: lower snake case. */
    public String name() {
        return snake(type.getSimpleName());
    }

    /** Returns how messages call it behind a parameter; a record that only groups options is none of their business. */
    private String called() {
        return type.getInterfaces().length == 0 ? "" : " of " + name();
    }

    /** Returns the name for menus and dialogs. */
    public String label() {
        Label label = type.getAnnotation(Label.class);
        return label == null ? type.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", " ") : label.value();
    }

    public String about() {
        return about(type.getAnnotation(About.class));
    }

    public List<Parameter> parameters() {
        return parameters;
    }

    /** Returns the method with its defaults. */
    public T defaults() {
        return defaults;
    }

    public boolean has(String key) {
        return parameters.stream().anyMatch(p -> p.name().equals(key));
    }

    /**
     * Makes the record from texts; a key that is not given takes the record's default.
     *
     * @throws Problem A07 for an unknown key, A01 to A10 for a value that does not fit
     */
    public T create(Map<String, String> values) {
        for (String key : values.keySet()) if (!has(key)) throw unknown(key);
        Map<String, Object> given = new LinkedHashMap<>();
        for (Parameter p : parameters)
            if (values.containsKey(p.name())) given.put(p.name(), Texts.parse(called(), p, values.get(p.name())));
        return build(given);
    }

    /** Returns the values of a record as texts that {@link #create} reads back, in order. */
    public Map<String, String> values(T record) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (RecordComponent c : type.getRecordComponents())
            texts.put(snake(c.getName()), Texts.print(read(c, record)));
        return texts;
    }

    private Problem unknown(String key) {
        List<String> names = parameters.stream().map(Parameter::name).toList();
        return new Problem("A07", "\"" + key + "\" is not a parameter of " + name()
                + (names.isEmpty() ? ", which has none." : "; did you mean \"" + Nearest.names(key, names, 1).get(0)
                        + "\"? It has: " + String.join(", ", names) + "."));
    }

    private T build(Map<String, Object> given) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        List<Object> arguments = new ArrayList<>();
        for (RecordComponent c : components)
            arguments.add(given.containsKey(snake(c.getName())) ? given.get(snake(c.getName())) : read(c, defaults));
        return instantiate(type, types, arguments.toArray());
    }

    private Parameter parameter(RecordComponent c) {
        Range range = c.getAnnotation(Range.class);
        return new Parameter(snake(c.getName()), c.getType(), Texts.print(read(c, defaults)),
                about(c.getAnnotation(About.class)),
                range == null ? Double.NEGATIVE_INFINITY : range.min(),
                range == null ? Double.POSITIVE_INFINITY : range.max(), Texts.choices(c.getType()));
    }

    private static String about(About about) {
        return about == null ? "" : about.value();
    }

    private static Object read(RecordComponent c, Object record) {
        try {
            c.getAccessor().setAccessible(true);
            return c.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + c.getName() + " of " + record, e);
        }
    }

    private static <T> T instantiate(Class<? extends T> type) {
        return instantiate(type, new Class<?>[0]);
    }

    private static <T> T instantiate(Class<? extends T> type, Class<?>[] types, Object... arguments) {
        try {
            Constructor<? extends T> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            throw new IllegalStateException("cannot make " + type.getName(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type.getName() + " needs a no-argument constructor", e);
        }
    }

    static String snake(String camel) {
        return camel.replaceAll("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_").toLowerCase(Locale.ROOT);
    }
}
