// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrtModelTest {

    @Test
    void aLinearModelGivesItsInnerProductAndFedFactorsShareOneSession() {
        Tensor w = Nets.random(1, 2 * 3 * 4);
        Tensor x = Nets.random(2, 1, 2, 3, 4);
        Graph graph = Nets.linear(ElementType.FLOAT, w, v -> v, -1, 2, 3, 4);
        double expected = 0;
        for (int i = 0; i < w.size(); i++) expected += (double) w.data()[i] * x.data()[i];
        try (OrtModel model = Nets.open(graph, "bcyx")) {
            assertEquals("CPU", model.provider());
            Probe probe = model.probe(List.of(new Nets.Sum("y", 1, 2), new Nets.Sum("y", -2, 2)));
            assertArrayEquals(new float[] {(float) expected, (float) (-2 * expected)}, probe.score(Sample.of(x)), 1e-5f);
            assertEquals(expected, model.run(Sample.of(x), List.of("y")).get("y").data()[0], 1e-5);
            assertEquals(List.of(1L, 1L), model.shapes(Sample.of(x)).get("y"));
        }
    }
}
