// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import org.junit.jupiter.api.Test;

class OneSampleTest {

    /** [1, 1, 1024, 1024] to 4 channels of the same size: 16 MiB beside the input, which is there already. */
    private static final long NEEDED = 16L << 20;

    private static Graph net() {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, -1, 1, -1, -1);
        Value w = b.initialiser("w", Tensor.zeros(4, 1, 1, 1));
        Value c = b.op("Conv", Attributes.NONE.with("kernel_shape", 1, 1), x, w);
        b.output("y", c.relu().mean(false, 2, 3));
        return b.build();
    }

    @Test
    void i15ASampleWithoutRoomForOneConvolutionIsRefusedWithNumbersAndAWayOut() {
        Sample large = Sample.of(Tensor.zeros(1, 1, 1024, 1024));
        try (OrtModel model = Nets.open(net(), "bcyx")) {
            OneSample little = new OneSample(model, () -> NEEDED);
            for (int again = 0; again < 2; again++) {
                Problem p = assertThrows(Problem.class, () -> little.check(large));
                assertEquals("I15", p.code());
                for (String s : new String[] {"0.0168 GB", "0.0134 GB", "1024, 1024", "crop", "fit=tile"})
                    assertTrue(p.getMessage().contains(s), () -> s + " is not in: " + p.getMessage());
            }
            assertDoesNotThrow(() -> new OneSample(model, () -> NEEDED * 10 / 8 + 8).check(large));
            assertDoesNotThrow(() -> model.shapes(large));
        }
    }
}
