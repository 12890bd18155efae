// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtException;
import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.runtime.Survey;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Ties and odd windows of pools, solved by hand. */
class PoolingTest {

    private static final Attributes CEIL = Attributes.NONE.with("ceil_mode", 1).with("strides", new long[] {2});
    private static final Attributes TWO = Attributes.NONE.with("kernel_shape", 2, 2);

    @Test
    void theFirstMaximumOfAWindowTakesAll() throws OrtException {
        // windows of 2 x 2 with stride 1 on 3 x 3: all ties are won by the upper left
        assertArrayEquals(new float[] {1, 2, 0, 3, 4, 0, 0, 0, 0},
                gradient("MaxPool", TWO, new float[9], new int[] {1, 1, 3, 3}, 1, 2, 3, 4));
    }

    @Test
    void rowsAreReadBeforeColumns() throws OrtException {
        // the maximum 5 is at the right above and at the left below: above comes first
        for (long order : new long[] {0, 1})
            assertArrayEquals(new float[] {0, 7, 0, 0}, gradient("MaxPool", TWO.with("storage_order", order),
                    new float[] {1, 5, 5, 2}, new int[] {1, 1, 2, 2}, 7));
    }

    @Test
    void windowsThatOverlapAddUp() throws OrtException {
        float[] x = {0, 0, 0, 0, 9, 0, 0, 0, 0};
        assertArrayEquals(new float[] {0, 0, 0, 0, 10, 0, 0, 0, 0},
                gradient("MaxPool", TWO, x, new int[] {1, 1, 3, 3}, 1, 2, 3, 4));
    }

    @Test
    void aTieWithPaddingGoesToTheImage() throws OrtException {
        Attributes padded = TWO.with("strides", 2, 2).with("pads", 1, 1, 1, 1);
        assertArrayEquals(new float[] {1, 2, 3, 4},
                gradient("MaxPool", padded, new float[4], new int[] {1, 1, 2, 2}, 1, 2, 3, 4));
    }

    @Test
    void theFirstMaximumOfAnImageTakesAll() throws OrtException {
        assertArrayEquals(new float[] {0, 3, 0, 0, 4, 0, 0, 0},
                gradient("GlobalMaxPool", Attributes.NONE, new float[] {1, 5, 5, 5, 0, 0, 0, 0},
                        new int[] {1, 2, 2, 2}, 3, 4));
    }

    @Test
    void windowsThatBeginBehindTheImageAreLeftOut() throws OrtException {
        // (8 - 1) / 2 rounded up + 1 makes five windows, of which the fifth would begin at 8
        Attributes a = CEIL.with("kernel_shape", new long[] {1});
        for (String op : List.of("MaxPool", "AveragePool", "LpPool"))
            assertArrayEquals(new float[] {1, 0, 2, 0, 3, 0, 4, 0},
                    gradient(op, a, new float[] {1, 2, 3, 4, 5, 6, 7, 8}, new int[] {1, 1, 8}, 1, 2, 3, 4));
    }

    @Test
    void aWindowBetweenTheEdgesSeesNothing() throws OrtException {
        // two taps, 3 apart, on 2 elements padded by 1: they lie in front of and behind the image
        Attributes a = Attributes.NONE.with("kernel_shape", new long[] {2}).with("dilations", new long[] {3})
                .with("pads", new long[] {1, 1});
        assertArrayEquals(new float[] {0, 0},
                gradient("MaxPool", a, new float[] {3, 4}, new int[] {1, 1, 2}, 7));
    }

    @Test
    void anAverageOverTheEdgeIsSharedByWhatIsThere() throws OrtException {
        Attributes a = CEIL.with("kernel_shape", new long[] {3});
        // windows 0-2 and 2-3: a third, and half of two elements
        assertArrayEquals(new float[] {1, 1, 2, 1},
                gradient("AveragePool", a, new float[4], new int[] {1, 1, 4}, 3, 2), 1e-6f);
    }

    private static float[] gradient(String op, Attributes a, float[] x, int[] shape, float... dy) throws OrtException {
        GraphBuilder b = new GraphBuilder(GradientCheck.OPSET);
        Tensor image = new Tensor(x, shape);
        Value y = b.op(op, a, b.input("x", ElementType.FLOAT, Ran.shape(image)));
        b.output("y", y);
        Map<String, Tensor> feeds = Map.of("x", image);
        Tensor made;
        try (Ran ran = new Ran(b.build())) {
            made = ran.run(feeds).get("y");
        }
        assertEquals(dy.length, made.size(), "number of windows");
        Gradients.Seed seed = new Gradients.Seed(y, b.constant(new Tensor(dy, made.shape())));
        Gradients g = Gradients.append(b, Survey.of(b.build()), GradientRules.standard(), List.of(seed), List.of("x"));
        b.clearOutputs();
        b.output("dx", g.values().get("x"));
        try (Ran ran = new Ran(b.build())) {
            Tensor dx = ran.run(feeds).get("dx");
            assertArrayEquals(shape, dx.shape());
            return dx.data();
        }
    }
}
