// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.problem.Problem;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchemaTest {

    /** A shade that is anything but black. */
    public record Shade(String name) {
        public static Shade parse(String text) {
            if (text.equals("black")) throw new Problem("A04", "\"black\" is no shade.");
            return new Shade(text);
        }

        public static List<String> choices() {
            return List.of("grey", "white");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Two ways. */
    public enum Way { UP, STRAIGHT_DOWN }

    /** One parameter of each kind. */
    @Label("Some Method")
    @About("Does something.")
    public record SomeMethod2D(@About("How many.") @Range(min = 1, max = 9) int count, @Range(min = 0) double share,
            float size, long seed, boolean quick, Way wayOut, Shade shade, String file) implements Method {

        public SomeMethod2D() {
            this(3, 0.5, 2, 7, false, Way.STRAIGHT_DOWN, new Shade("grey"), "");
        }
    }

    private final Schema<SomeMethod2D> schema = Schema.of(SomeMethod2D.class);

    @Test
    void aRecordIsAMethodAndItsComponentsAreTheParameters() {
        assertEquals("some_method2_d", schema.name());
        assertEquals("Some Method", schema.label());
        assertEquals("Does something.", schema.about());
        assertEquals(List.of("count", "share", "size", "seed", "quick", "way_out", "shade", "file"),
                schema.parameters().stream().map(Parameter::name).toList());
        Parameter count = schema.parameters().get(0);
        assertEquals(new Parameter("count", int.class, "3", "How many.", 1, 9, List.of()), count);
        assertEquals(List.of("up", "straight_down"), schema.parameters().get(5).choices());
        assertEquals(List.of("grey", "white"), schema.parameters().get(6).choices());
        assertTrue(schema.parameters().get(4).isFlag() && count.isNumber());
    }

    @Test
    void wordsOfClassNamesAreSplitAtCapitals() {
        assertEquals("grad_cam", Schema.snake("GradCam"));
        assertEquals("rise", Schema.snake("Rise"));
        assertEquals("window", Schema.snake("window"));
        assertEquals("hi_res_cam", Schema.snake("HiResCam"));
        assertEquals("xml_reader", Schema.snake("XMLReader"));
    }

    @Test
    void textsMakeARecordAndWhatIsNotGivenKeepsItsDefault() {
        assertEquals(new SomeMethod2D(), schema.create(Map.of()));
        SomeMethod2D made = schema.create(Map.of("count", " 9 ", "share", "1e-3", "quick", "", "way_out", "UP", "shade", "white",
                "file", "my file.npy", "seed", "9223372036854775807"));
        assertEquals(new SomeMethod2D(9, 0.001, 2, Long.MAX_VALUE, true, Way.UP, new Shade("white"), "my file.npy"), made);
        assertEquals(made, schema.create(schema.values(made)));
        assertEquals("2", schema.values(made).get("size"));
    }

    @Test
    void aWrongKeyIsNamedWithTheNearestOne() {
        Problem p = refused("A07", Map.of("cuont", "3"));
        assertTrue(p.getMessage().contains("did you mean \"count\"") && p.getMessage().contains("way_out"), p.getMessage());
    }

    @Test
    void aWrongValueIsNamedWithWhatIsPossible() {
        assertSays("count=10", "from 1 to 9", refused("A07", Map.of("count", "10")));
        assertSays("count=2.5", "whole number", refused("A07", Map.of("count", "2.5")));
        assertSays("count=99999999999", "from 1 to 9", refused("A07", Map.of("count", "99999999999")));
        assertSays("share=0,5", "decimal point", refused("A07", Map.of("share", "0,5")));
        assertSays("share=NaN", "at least 0", refused("A07", Map.of("share", "NaN")));
        assertSays("size=Infinity", "number", refused("A07", Map.of("size", "Infinity")));
        assertSays("size=1e39", "number", refused("A07", Map.of("size", "1e39")));
        assertSays("seed=abc", "whole number", refused("A10", Map.of("seed", "abc")));
        assertSays("quick=yes", "true or false", refused("A07", Map.of("quick", "yes")));
        assertSays("way_out=left", "up, straight_down", refused("A07", Map.of("way_out", "left")));
        assertSays("shade=black of some_method2_d", "no shade", refused("A04", Map.of("shade", "black")));
    }

    /** What a registry would hold. */
    interface Method {}

    private Problem refused(String code, Map<String, String> values) {
        Problem p = assertThrows(Problem.class, () -> schema.create(values));
        assertEquals(code, p.code());
        return p;
    }

    private static void assertSays(String value, String legal, Problem p) {
        assertTrue(p.getMessage().contains(value) && p.getMessage().contains(legal), p.getMessage());
    }

    @Test
    void onlyRecordsWithDefaultsCanBeMethods() {
        assertThrows(IllegalArgumentException.class, () -> Schema.of(String.class));
        assertThrows(IllegalStateException.class, () -> Schema.of(Shade.class));
        assertFalse(schema.has("cuont"));
    }
}
