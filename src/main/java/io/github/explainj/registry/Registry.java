// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.registry;

import io.github.explainj.problem.Nearest;
import io.github.explainj.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Lists the registered records of a service type ({@code @AutoService}) by name: the only list of
 * methods and parameters there is.
 */
public final class Registry<T> {

    private final String kind;
    private final SortedMap<String, Schema<T>> schemas = new TreeMap<>();

    private Registry(Class<T> service) {
        kind = service.getSimpleName().toLowerCase(java.util.Locale.ROOT);
        // Our own class's loader: in ImageJ plugins live in a child loader, and the thread's
        // context loader may be another.
        for (ServiceLoader.Provider<T> p : ServiceLoader.load(service, Registry.class.getClassLoader()).stream().toList()) {
            Schema<T> schema = Schema.of(p.type());
            schemas.put(schema.name(), schema);
        }
    }

    /** Loads what is registered for a service type. */
    public static <T> Registry<T> of(Class<T> service) {
        return new Registry<>(service);
    }

    /** Returns all names, sorted. */
    public List<String> names() {
        return List.copyOf(schemas.keySet());
    }

    /** Returns all schemas, sorted by name. */
    public List<Schema<T>> schemas() {
        return new ArrayList<>(schemas.values());
    }

    /**
     * Returns the schema of a method by its name.
     *
     * @throws Problem A07 with the nearest names when there is none
     */
    public Schema<T> schema(String name) {
        Schema<T> schema = schemas.get(name);
        if (schema == null)
            throw new Problem("A07", "There is no " + kind + " named \"" + name + "\"; did you mean "
                    + String.join(" or ", Nearest.names(name, schemas.keySet(), 2)) + "? Known: "
                    + String.join(", ", schemas.keySet()) + ".");
        return schema;
    }

    /** Makes a method from its name and parameter texts; what is not given takes the default. */
    public T create(String name, Map<String, String> values) {
        return schema(name).create(values);
    }

    /** Returns the schema of a record's own class. */
    @SuppressWarnings("unchecked")
    public static <T> Schema<T> schemaOf(T record) {
        return Schema.of((Class<? extends T>) record.getClass());
    }
}
