// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.explain.Finding;
import io.github.explainj.input.Geometry;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.Json;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

    @Test
    void numbersThatAreNotFiniteBecomeNull() {
        Map<String, Object> entry = Report.entry(result("occlusion", Double.NaN), 0, Map.of());
        assertNull(entry.get("score"));
        Map<?, ?> finding = (Map<?, ?>) ((List<?>) entry.get("findings")).get(0);
        assertNull(((Map<?, ?>) finding.get("facts")).get("none"));
        assertFalse(Json.write(Report.document(list(entry), Map.of())).contains("NaN"));
    }

    @Test
    void theExtremesLeaveOutWhatTheModelDidNotSee() {
        Extremes e = Extremes.of(new Tensor(new float[] {Float.NaN, 2, 5, -1}, 1, 1, 2, 2));
        assertEquals(new Extremes(-1, 5, List.of(0, 1, 0)), e);
        assertTrue(Extremes.of(Tensor.full(Float.NaN, 1, 1, 2, 2)).maxAt().isEmpty());
    }

    @Test
    void oneResultReadsFlatAndSeveralDoNotClaimWhatDiffers() {
        Map<String, Object> one = Report.document(list(Report.entry(result("rise", 2), 0, Map.of())), Map.of());
        assertEquals("rise", one.get("method"));
        assertEquals(2.0, one.get("score"));
        assertEquals("abc", one.get("model_sha256"));
        Map<String, Object> two = Report.document(list(Report.entry(result("rise", 2), 0, Map.of()),
                Report.entry(result("occlusion", 2), 0, Map.of())), Map.of());
        assertFalse(two.containsKey("method"));
        assertEquals(2.0, two.get("score"));
    }

    @Test
    void whatFailedIsNamedWithItsCode() {
        Map<String, Object> d = Report.document(list(Report.entry(result("rise", 2), 0, Map.of())),
                Map.of("bad.tif", new Problem("I02", "bad.tif is a web page.")));
        assertEquals(List.of(Map.of("input", "bad.tif", "code", "I02", "message", "bad.tif is a web page. [I02]")), d.get("failures"));
    }

    @SafeVarargs
    private static List<Map<String, Object>> list(Map<String, Object>... entries) {
        return new ArrayList<>(List.of(entries));
    }

    private static Result result(String method, double score) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("none", Double.POSITIVE_INFINITY);
        Finding map = new Finding.Attribution(0, method, Tensor.full(1, 1, 1, 2, 2), true, "drop of the score", facts);
        return new Result(method, "", Geometry.same(List.of(2, 2)), List.of(new Result.Explained("class:1", "class:1", "class 1", score, Map.of())),
                List.of(map), true, Map.of("model_sha256", "abc"));
    }
}
