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
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.explainj.problem.Problem;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.util.Map;

/** Writes and reads JSON as maps, lists, texts, numbers and flags: the only place that knows a library. */
public final class Json {

    private static final Gson GSON = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE)
            .registerTypeAdapter(Double.class, finite())
            .registerTypeAdapter(double.class, finite())
            .registerTypeAdapter(Float.class, finite())
            .registerTypeAdapter(float.class, finite())
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
     * @throws Problem P15 when it is not a JSON object and nothing else
     */
    public static Map<String, Object> readObject(String what, String text) {
        // the adapter itself: Gson.fromJson would accept comments, bare words and NaN
        try (JsonReader reader = new JsonReader(new StringReader(text))) {
            Map<String, Object> map = GSON.getAdapter(new TypeToken<Map<String, Object>>() {}).read(reader);
            if (map != null && reader.peek() == JsonToken.END_DOCUMENT) return map;
            throw new Problem("P15", what + " holds " + (map == null ? "null" : "more after the first object")
                    + "; one JSON object { ... } is needed. Correct the file.");
        } catch (EOFException e) {
            throw new Problem("P15", what + " is empty or ends too early; a JSON object { ... } is needed. "
                    + "Correct the file.", e);
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw new Problem("P15", what + " is not valid JSON: " + reason(e) + ". Correct the file.", e);
        }
    }

    /** Takes gson's hints for programmers off its messages. */
    private static String reason(Throwable e) {
        return e.getMessage().lines().findFirst().orElse("").replaceAll("^.*Exception: |^Use JsonReader.*?(?=at line)", "");
    }
}
