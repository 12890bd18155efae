// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.Label;
import io.github.explainj.registry.Parameter;
import io.github.explainj.registry.Registry;
import io.github.explainj.registry.Schema;
import io.github.explainj.tensor.Tensor;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What every registered method must keep, walked over the registry: a new one is covered unasked. */
class MethodContractTest {

    private final Registry<Explainer> registry = Registry.of(Explainer.class);

    @Test
    void theMethodsOfThisVersionAreRegistered() {
        assertTrue(registry.names().containsAll(List.of("occlusion", "rise", "region_occlusion")), registry.names().toString());
        Problem p = assertThrows(Problem.class, () -> registry.create("oclusion", Map.of()));
        assertTrue(p.getMessage().contains("did you mean occlusion") && p.code().equals("A07"), p.getMessage());
    }

    @TestFactory
    Stream<DynamicTest> everyMethodIsDescribedAndNamed() {
        return each(schema -> {
            assertTrue(schema.defaults().getClass().isAnnotationPresent(Label.class), "no @Label");
            assertTrue(schema.about().endsWith("."), "@About of the type: \"" + schema.about() + "\"");
            assertTrue(schema.name().matches("[a-z][a-z0-9]*(_[a-z0-9]+)*"), schema.name());
            for (Parameter p : schema.parameters()) {
                assertTrue(p.about().endsWith("."), p.name() + ": @About \"" + p.about() + "\"");
                assertTrue(p.name().matches("[a-z][a-z0-9]*(_[a-z0-9]+)*"), p.name());
                if (p.isNumber()) assertFalse(p.defaultText().contains("E"), p.name() + "=" + p.defaultText());
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> defaultsReadBackFromTheirText() {
        return each(schema -> {
            Explainer defaults = schema.defaults();
            assertEquals(defaults, schema.create(schema.values(defaults)));
            for (Parameter p : schema.parameters())
                assertEquals(defaults, schema.create(Map.of(p.name(), p.defaultText())), p.name());
        });
    }

    /** ImageJ's macro options find a key by its text, and would take the end of a longer one for it. */
    @TestFactory
    Stream<DynamicTest> noKeyIsTheEndOfAnother() {
        return each(schema -> {
            for (Parameter a : schema.parameters())
                for (Parameter b : schema.parameters())
                    assertTrue(a == b || !a.name().endsWith(b.name()), a.name() + " ends with " + b.name());
        });
    }

    @TestFactory
    Stream<DynamicTest> everyMethodExplainsEveryTargetInOrder() {
        Regions regions = new Regions(List.of("a"), List.of(new int[] {0, 1}));
        Sample sample = Sample.of(new Tensor(OcclusionTest.random(1, 2 * 36), 1, 2, 6, 6));
        // the same weight all over a channel: what class activation maps ask of a model
        float[] weights = new float[72];
        java.util.Arrays.fill(weights, 0, 36, 0.3f);
        java.util.Arrays.fill(weights, 36, 72, -0.7f);
        FakeProbe probe = new FakeProbe(List.of(FakeProbe.linear(weights, 1), x -> 0), 60);
        return each(schema -> {
            List<Finding> found = schema.defaults().explain(probe, sample, regions);
            List<Integer> targets = found.stream().map(Finding::target).toList();
            assertEquals(targets.stream().sorted().toList(), targets);
            assertEquals(Set.of(0, 1), new HashSet<>(targets));
            for (Finding f : found) {
                assertTrue(f.name().equals(schema.name()) || f.name().startsWith(schema.name() + "_"), f.name());
                if (f instanceof Finding.Attribution a) assertEquals(36, a.map().size() / a.map().channels());
            }
            assertTrue(found.stream().anyMatch(f -> f.name().equals(schema.name())));
        });
    }

    private Stream<DynamicTest> each(java.util.function.Consumer<Schema<Explainer>> check) {
        return registry.schemas().stream().map(s -> DynamicTest.dynamicTest(s.name(), () -> check.accept(s)));
    }
}
