// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.MethodReport;
import io.github.explainj.explain.Explainer;
import io.github.explainj.feature.View;
import io.github.explainj.registry.Json;
import io.github.explainj.registry.Registry;
import io.github.explainj.registry.Schema;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What the README shows literally is what the program prints. {@code -Dexplainj.readme=write} writes
 * the parts anew.
 */
class ReadmeTest {

    private static final Path README = Jar.PROJECT.resolve("README.md");
    private static final boolean WRITE = "write".equals(System.getProperty("explainj.readme"));

    @Test
    void theTableOfMethodsIsMadeFromTheRecords() throws IOException {
        String table = MethodReport.markdown("method", shipped());
        assertEquals(table, shown("methods", table));
    }

    @Test
    void theTableOfViewsIsMadeFromTheRecords() throws IOException {
        String table = MethodReport.markdown("view", shippedViews());
        assertEquals(table, shown("views", table));
    }

    @Test
    void methodsJsonIsShownLiterally() throws IOException {
        String printed = Json.write(MethodReport.json(shipped(), shippedViews()));
        assertEquals(Json.readObject("program", printed), Json.readObject("README", json("methods.json", printed)));
    }

    @Test
    void infoJsonIsShownLiterally() throws IOException {
        String printed = printed("info", Jar.MODEL.toString(), "--device", "cpu", "--json");
        assertEquals(Json.readObject("program", printed), Json.readObject("README", json("info.json", printed)));
    }

    @Test
    void resultJsonHasTheKeysThatAreShownAndTheSameTexts() throws IOException {
        String printed = printed("explain", "--model", Jar.MODEL.toString(), "--image", Jar.IMAGE.toString(), "--device", "cpu", "--json");
        assertEquals(withoutNumbers(Json.readObject("program", printed)),
                withoutNumbers(Json.readObject("README", json("result.json", printed))));
    }

    /** Returns the methods that ship: tests register some of their own. */
    static List<Schema<Explainer>> shipped() {
        return shipped(Explainer.class);
    }

    static List<Schema<View>> shippedViews() {
        return shipped(View.class);
    }

    private static <T> List<Schema<T>> shipped(Class<T> service) {
        return Registry.of(service).schemas().stream()
                .filter(s -> s.defaults().getClass().getProtectionDomain().getCodeSource().getLocation().getPath().endsWith("/target/classes/"))
                .toList();
    }

    private static String printed(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        assertEquals(0, Main.run(arguments, new PrintWriter(out), new PrintWriter(err)), err.toString());
        return out.toString();
    }

    static String json(String name, String actual) throws IOException {
        return shown(name, "```json\n" + actual + "```\n").replaceFirst("^```json\n", "").replaceFirst("```\n$", "");
    }

    /** Returns a part of the README, after writing it when that was asked for. */
    private static String shown(String name, String actual) throws IOException {
        String begin = "<!-- begin " + name + " -->\n";
        String end = "<!-- end " + name + " -->";
        String readme = Files.readString(README);
        int from = readme.indexOf(begin) + begin.length();
        int to = readme.indexOf(end);
        assertTrue(from >= begin.length() && to >= from, "the README has no part " + name);
        if (!WRITE) return readme.substring(from, to);
        Files.writeString(README, readme.substring(0, from) + actual + readme.substring(to));
        return actual;
    }

    /** Copies with every number replaced: the last digits and the clock differ between machines. */
    private static Object withoutNumbers(Object value) {
        if (value instanceof Number) return "number";
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(v -> copy.add(withoutNumbers(v)));
            return copy;
        }
        if (!(value instanceof Map<?, ?> map)) return value;
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((k, v) -> copy.put(k, withoutNumbers(v)));
        return copy;
    }
}
