// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtException;
import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Quantisation is passed straight through; solved by hand, since differences see a staircase. */
class QuantisationTest {

    private static final Attributes FIRST_AXIS = Attributes.NONE.with("axis", 0);

    private static Value quantised(Value x, Attributes a, Tensor scale) {
        return x.builder().op("QuantizeLinear", a, x, x.builder().constant(scale), zeros(x.builder(), scale));
    }

    private static Value back(Value q, Attributes a, Tensor scale) {
        return q.builder().op("DequantizeLinear", a, q, q.builder().constant(scale), zeros(q.builder(), scale));
    }

    /** A zero point of 0 for each scale: whole numbers from -128 to 127. */
    private static Value zeros(GraphBuilder b, Tensor scale) {
        return b.integers(new long[scale.size()]).cast(ElementType.INT8).reshape(Ran.shape(scale));
    }

    private static Tensor tensor(int[] shape, double... values) {
        float[] data = new float[values.length];
        for (int i = 0; i < data.length; i++) data[i] = (float) values[i];
        return new Tensor(data, shape);
    }

    @Test
    void aPairIsTheIdentity() throws OrtException {
        Tensor scale = tensor(new int[0], 0.1);
        Tensor x = tensor(new int[] {2, 2}, 0.33, -1.27, 5.04, 0);
        Tensor w = tensor(new int[] {2, 2}, 1, 2, -3, 4);
        Derived d = Derived.of(18, v -> back(quantised(v.get(0), Attributes.NONE, scale), Attributes.NONE, scale), w, x);
        assertArrayEquals(w.data(), d.gradients().get(0).data(), 1e-6f);
        assertEquals(List.of(QuantisationRules.REMARK), d.remarks());
    }

    @Test
    void whatIsOutsideTheRangeGetsNothing() throws OrtException {
        Tensor scale = tensor(new int[] {1}, 0.1);
        // the range is -12.8 to 12.7, and half a step is rounded into it
        Tensor x = tensor(new int[] {6}, -12.9, -12.83, -12.8, 12.7, 12.74, 12.8);
        Derived d = Derived.of(18, v -> back(quantised(v.get(0), Attributes.NONE, scale), Attributes.NONE, scale),
                tensor(new int[] {6}, 1, 2, 3, 4, 5, 6), x);
        assertArrayEquals(new float[] {0, 2, 3, 4, 5, 0}, d.gradients().get(0).data(), 1e-5f);
    }

    @Test
    void anotherScaleOnTheWayBackIsAFactor() throws OrtException {
        Tensor in = tensor(new int[] {2}, 0.1, 0.5);
        Tensor out = tensor(new int[] {2}, 0.4, 0.25);
        Derived d = Derived.of(18, v -> back(quantised(v.get(0), FIRST_AXIS, in), FIRST_AXIS, out),
                tensor(new int[] {2, 3}, 1, 2, 3, 4, 5, 6), tensor(new int[] {2, 3}, 1, -2, 3, 4, -5, 6));
        assertArrayEquals(new float[] {4, 8, 12, 2, 2.5f, 3}, d.gradients().get(0).data(), 1e-5f);
    }

    @Test
    void anAxisMayBeCountedFromTheEnd() throws OrtException {
        Tensor in = tensor(new int[] {2}, 0.1, 0.5);
        Tensor out = tensor(new int[] {1}, 1);
        Derived d = Derived.of(18, v -> back(quantised(v.get(0), Attributes.NONE.with("axis", -1), in), Attributes.NONE, out),
                tensor(new int[] {3, 2}, 1, 2, 3, 4, 5, 6), tensor(new int[] {3, 2}, 1, -2, 3, 4, -5, 6));
        assertArrayEquals(new float[] {10, 4, 30, 8, 50, 12}, d.gradients().get(0).data(), 1e-4f);
    }

    @Test
    void blocksHaveTheirOwnScale() throws OrtException {
        Attributes blocks = Attributes.NONE.with("axis", 1).with("block_size", 2);
        Tensor in = tensor(new int[] {2, 2}, 0.1, 0.2, 0.25, 0.5);
        Derived d = Derived.of(21, v -> back(quantised(v.get(0), blocks, in), Attributes.NONE, tensor(new int[0], 1)),
                Tensor.full(1, 2, 4), tensor(new int[] {2, 4}, 1, 2, 3, 4, 5, 6, 7, 8));
        assertArrayEquals(new float[] {10, 10, 5, 5, 4, 4, 2, 2}, d.gradients().get(0).data(), 1e-4f);
    }

    @Test
    void wholeNumbersMayMoveInBetween() throws OrtException {
        Tensor scale = tensor(new int[0], 0.1);
        Derived d = Derived.of(18, v -> back(quantised(v.get(0), Attributes.NONE, scale).transpose(1, 0).reshape(6),
                Attributes.NONE, scale), tensor(new int[] {6}, 1, 2, 3, 4, 5, 6), tensor(new int[] {2, 3}, 1, 2, 3, 4, 5, 6));
        assertArrayEquals(new float[] {1, 3, 5, 2, 4, 6}, d.gradients().get(0).data(), 1e-5f);
    }

    @Test
    void theLowerEndOfARangeIsARelu() throws OrtException {
        Attributes none = Attributes.NONE;
        Tensor scale = tensor(new int[0], 0.1);
        // weights of whole numbers times 0.5: (1, -1) and (0.5, 2)
        Derived d = Derived.of(18, v -> {
            GraphBuilder b = v.get(0).builder();
            Value weights = b.op("DequantizeLinear", b.integers(2, -2, 1, 4).reshape(2, 2).cast(ElementType.INT8), b.constant(0.5f));
            Value hidden = back(quantised(v.get(0), none, scale), none, scale).matMul(weights);
            // without a zero point whole numbers go from 0 to 255
            return b.op("DequantizeLinear", b.op("QuantizeLinear", hidden, b.constant(scale)), b.constant(scale));
        }, tensor(new int[] {1, 2}, 3, 5), tensor(new int[] {1, 2}, 2, 0.5));
        // hidden is (2.25, -1): the second unit is off
        assertArrayEquals(new float[] {3, 1.5f}, d.gradients().get(0).data(), 1e-5f);
    }

    @Test
    void wholeNumbersMayBePooled() throws OrtException {
        Tensor scale = tensor(new int[0], 0.1);
        for (long stride : List.of(1L, 2L)) {
            Attributes window = Attributes.NONE.with("kernel_shape", 1, 2).with("strides", 1, stride);
            Derived d = Derived.of(18, v -> {
                Value q = quantised(v.get(0), Attributes.NONE, scale);
                return back(q.builder().op("MaxPool", window, q), Attributes.NONE, scale);
            }, Tensor.full(1, 1, 1, 1, stride == 1 ? 3 : 2), tensor(new int[] {1, 1, 1, 4}, 1, 3, 2, 4));
            assertArrayEquals(stride == 1 ? new float[] {0, 2, 0, 1} : new float[] {0, 1, 0, 1}, d.gradients().get(0).data(), 1e-5f);
        }
    }

    @Test
    void wholeNumbersMayBeCutAndJoined() throws OrtException {
        Tensor scale = tensor(new int[0], 0.1);
        Derived d = Derived.of(18, v -> {
            Value q = quantised(v.get(0), Attributes.NONE, scale);
            Value joined = q.builder().op("Concat", Attributes.NONE.with("axis", 1), q.slice(1, 2, 4), q.slice(1, 0, 3));
            return back(joined.gather(q.builder().integers(0, 0, 4), 1), Attributes.NONE, scale);
        }, tensor(new int[] {1, 3}, 1, 2, 3), tensor(new int[] {1, 4}, 1, 3, 2, 4));
        assertArrayEquals(new float[] {0, 0, 6, 0}, d.gradients().get(0).data(), 1e-5f);
    }
}
