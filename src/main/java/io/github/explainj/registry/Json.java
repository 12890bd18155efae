// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.registry;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonNull;
import com.google.gson.JsonParseException;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import com.google.gson.ToNumberPolicy;
import com.google.gson.reflect.TypeToken;
import io.github.explainj.problem.Problem;
import java.util.Map;

/** Writes and reads JSON as maps, lists, texts, numbers and flags: the only place that knows a library. */
public final class Json {

    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
            .registerTypeAdapter(Double.class, finite())
            .registerTypeAdapter(Float.class, finite())
            .create();

    private Json() {}

    /** JSON has no NaN and no infinity. */
    private static JsonSerializer<Number> finite() {
        return (v, type, context) -> Double.isFinite(v.doubleValue()) ? new JsonPrimitive(v) : JsonNull.INSTANCE;
    }

    /**
     * Writes maps, lists, records, texts, numbers and flags; keys stay in the order of the map. A
     * number that is not finite becomes {@code null}.
     */
    public static String write(Object value) {
        return GSON.toJson(value) + "\n";
    }

    /**
     * Reads an object; whole numbers become {@code Long}, others {@code Double}.
     *
     * @param what names the text in the message, e.g. the file
     * @throws Problem P15 when it is not a JSON object
     */
    public static Map<String, Object> readObject(String what, String text) {
        try {
            Map<String, Object> map = GSON.fromJson(text, new TypeToken<Map<String, Object>>() {});
            if (map != null) return map;
            throw new Problem("P15", what + " is empty; a JSON object { ... } is needed.");
        } catch (JsonParseException e) {
            throw new Problem("P15", what + " is not valid JSON: " + e.getMessage() + ". Correct the file.", e);
        }
    }
}
