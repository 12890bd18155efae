// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.problem.Problem;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {

    @Test
    void numbersThatAreNotFiniteBecomeNull() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("z", Double.NaN);
        map.put("a", Arrays.asList(1, 2.5, Float.POSITIVE_INFINITY, "<b>", true, null));
        String text = Json.write(map).replaceAll("\\s", "");
        assertEquals("{\"z\":null,\"a\":[1,2.5,null,\"<b>\",true,null]}", text);
        assertEquals("{\"value\":null}", Json.write(new Holder(Double.NaN)).replaceAll("\\s", ""));
    }

    private record Holder(double value) {}

    @Test
    void whatIsWrittenReadsBackWithWholeNumbersWhole() {
        Map<String, Object> map = Map.of("seed", Long.MAX_VALUE, "share", 0.25, "names", List.of("a", "\u00b5m"));
        assertEquals(map, Json.readObject("job.json", Json.write(map)));
    }

    @Test
    void saysWhatIsWrongAndInWhichFile() {
        for (String bad : List.of("", "  ", "null", "[1]", "{", "{\"a\":1} x", "{a:1}", "{\"a\":NaN}", "{\"a\":1,\"a\":2}",
                "{\"a\":1,}", "// note\n{}")) {
            Problem p = assertThrows(Problem.class, () -> Json.readObject("job.json", bad), bad);
            assertEquals("P15", p.code());
            assertTrue(p.getMessage().startsWith("job.json ") && !p.getMessage().contains("github.com"), p.getMessage());
        }
    }
}
