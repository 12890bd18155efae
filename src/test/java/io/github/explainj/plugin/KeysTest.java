// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.feature.View;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.Parameter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Contracts that every registered method keeps, also one that does not exist yet. */
class KeysTest {

    private static List<String> menu() throws IOException {
        try (var in = KeysTest.class.getResourceAsStream("/plugins.config")) {
            assertNotNull(in, "plugins.config is not on the class path");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static boolean isOurs(String method) {
        return Keys.METHODS.schema(method).defaults().getClass().getPackageName().equals("io.github.explainj.explain")
                && !method.contains("planted");
    }

    private static List<Keys> all() {
        return Stream.concat(Keys.METHODS.names().stream().map(Keys::of), Keys.VIEWS.names().stream().map(Keys::ofView)).toList();
    }

    @Test
    void aBadValueIsSaidWithItsMethodOrOfNobody() {
        assertTrue(refusal("stack", "2").startsWith("stack=2 is not possible: expected one of current"), refusal("stack", "2"));
        assertTrue(refusal("samples", "x").startsWith("samples=x of rise is not possible"), refusal("samples", "x"));
    }

    private static String refusal(String key, String value) {
        return assertThrows(Problem.class, () -> Keys.of("rise").job(Map.of("model", "sample", key, value))).sentence();
    }

    private static List<String> names(Keys keys) {
        return keys.parameters().stream().map(Parameter::name).toList();
    }

    @Test
    void noRegistryIsEmpty() {
        assertTrue(Keys.METHODS.names().containsAll(List.of("occlusion", "rise", "region_occlusion")));
    }

    @Test
    void keysAreLowerSnakeCaseLongerThanALetterAndNoneEndsAnother() {
        for (Keys of : all()) {
            String method = of.method().name();
            List<String> keys = names(of);
            assertEquals(keys.size(), keys.stream().distinct().count(), method + " has a key twice: " + keys);
            for (String key : keys) {
                assertTrue(key.matches("[a-z][a-z0-9_]+"), method + ": " + key);
                for (String other : keys)
                    assertFalse(!key.equals(other) && other.endsWith(key), method + ": " + key + " ends " + other);
            }
        }
    }

    @Test
    void everyParameterIsExplainedAndItsDefaultReadsBack() {
        for (Keys keys : all()) {
            String method = keys.method().name();
            for (Parameter p : keys.parameters()) assertFalse(p.about().isBlank(), method + ": " + p.name());
            Keys.Job job = keys.job(keys.defaults());
            assertEquals(keys.defaults(), keys.values(job), method);
        }
    }

    @Test
    void everyRegisteredMethodHasItsMenuEntryNamedByItsLabel() throws IOException {
        for (String method : Keys.METHODS.names()) {
            if (!isOurs(method)) continue;
            String line = ", \"" + Keys.of(method).method().label()
                    + "...\", io.github.explainj.plugin.Method(\"" + method + "\")";
            assertTrue(menu().stream().anyMatch(l -> l.startsWith("Plugins>ExplainJ") && l.endsWith(line)),
                    "plugins.config needs the line: Plugins>ExplainJ" + line);
        }
    }

    @Test
    void everyRegisteredViewHasItsMenuEntryNamedByItsLabel() throws IOException {
        for (String view : Keys.VIEWS.names()) {
            if (view.contains("planted")) continue;
            String line = "Plugins>ExplainJ>Network, \"" + Keys.ofView(view).method().label()
                    + "...\", io.github.explainj.plugin.Look(\"" + view + "\")";
            assertTrue(menu().contains(line), "plugins.config needs the line: " + line);
        }
    }

    @Test
    void aViewIsAskedOnlyWhatItHasAUseFor() {
        assertTrue(names(Keys.ofView("feature_maps")).containsAll(List.of("input", "stack", "target", "fit", "model", "layer")));
        for (String view : Keys.VIEWS.names()) {
            View.Scope scope = Keys.VIEWS.schema(view).defaults().scope();
            List<String> keys = names(Keys.ofView(view));
            assertEquals(scope.hasAlbum(), keys.contains("images") && keys.contains("labels"), view);
            assertEquals(scope.hasImage(), keys.contains("input") && keys.contains("stack"), view);
            assertEquals(scope != View.Scope.NETWORK, keys.contains("fit"), view);
            assertTrue(keys.contains("model") && keys.contains("output_dir"), view);
        }
    }

    @Test
    void everyMenuEntryIsAPluginThatExists() throws Exception {
        List<String> entries = menu().stream().filter(l -> l.startsWith("Plugins>") && !l.contains("\"-\"")).toList();
        assertTrue(entries.size() > Keys.METHODS.names().stream().filter(KeysTest::isOurs).count());
        for (String entry : entries) {
            String type = entry.substring(entry.lastIndexOf(", ") + 2).replaceFirst("\\(.*", "");
            assertTrue(ij.plugin.PlugIn.class.isAssignableFrom(Class.forName(type)), type);
        }
    }
}
