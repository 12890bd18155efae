// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.onnxruntime.OrtException;
import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.runtime.Survey;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Ties, kinks and poles, where differences say nothing: solved by hand, as PyTorch has them. */
class KinksTest {

    private static float[] numbers(double... values) {
        float[] x = new float[values.length];
        for (int i = 0; i < x.length; i++) x[i] = (float) values[i];
        return x;
    }

    /** Derives an operator of one list; y has as many results as the operator gives, weighted 1, 2, 3, ... */
    private static void assertGradient(float[] expected, String op, float... x) throws OrtException {
        assertArrayEquals(expected, Derived.of(v -> v.get(0).builder().op(op, v.get(0)), x.length, x).get(0), 1e-6f, op);
    }

    /** Derives a reduction to one number, of weight 1. */
    private static void assertReduced(float[] expected, String op, float... x) throws OrtException {
        assertArrayEquals(expected, Derived.of(v -> v.get(0).builder().op(op, v.get(0)), 1, x).get(0), 1e-6f, op);
    }

    private static float[] power(double exponent, double... x) throws OrtException {
        return Derived.of(v -> v.get(0).builder().op("Pow", v.get(0), v.get(0).builder().constant((float) exponent)),
                x.length, numbers(x)).get(0);
    }

    @Test
    void functionsAtZero() throws OrtException {
        assertGradient(numbers(0, 0, 3), "Relu", -1, 0, 1);
        assertGradient(numbers(-1, 0, 3), "Abs", -1, 0, 1);
        assertGradient(numbers(0.01, 0.02, 3), "LeakyRelu", -1, 0, 1);
        assertGradient(numbers(0, 1, 3), "Sqrt", 0, 1, 0.25f);
        assertGradient(numbers(Math.exp(-1), 2, 3), "Elu", -1, 0, 1);
        assertGradient(numbers(1, 2, 3), "Softsign", 0, 0, 0);
    }

    @Test
    void powersAtAndBelowZero() throws OrtException {
        assertArrayEquals(numbers(0, 12, -12), power(2, 0, 3, -2), 1e-5f);
        assertArrayEquals(numbers(0, 54, 36), power(3, 0, 3, -2), 1e-4f);
        assertArrayEquals(numbers(1, 2, 3), power(1, 0, 3, -2), 1e-5f);
        assertArrayEquals(numbers(0, 0, 0), power(0, 0, 3, -2), 0);
        assertArrayEquals(numbers(0, 0.5), power(0.5, 0, 4), 1e-5f);
    }

    @Test
    void exponentsOfBasesNotAboveZero() throws OrtException {
        float[] byExponent = Derived.of(v -> v.get(0).builder().op("Pow", v.get(0), v.get(1)), 3,
                numbers(0, -2, Math.E), numbers(2, 3, 1)).get(1);
        assertArrayEquals(numbers(0, 0, 3 * Math.E), byExponent, 1e-5f);
    }

    @Test
    void clipHasSlopeOneAtItsBounds() throws OrtException {
        List<float[]> found = Derived.of(v -> v.get(0).builder().op("Clip", v.get(0), v.get(1).sum(false, 0), v.get(2).sum(false, 0)),
                5, numbers(-1, 0, 3, 6, 7), numbers(0), numbers(6));
        assertArrayEquals(numbers(0, 2, 3, 4, 0), found.get(0));
        assertArrayEquals(numbers(1), found.get(1));
        assertArrayEquals(numbers(5), found.get(2));
    }

    @Test
    void equalOperandsOfMaxShareAsPairs() throws OrtException {
        BiFunction<String, float[][], List<float[]>> of = (op, x) -> {
            try {
                return Derived.of(v -> v.get(0).builder().op(op, v.toArray(Value[]::new)), 2, x);
            } catch (OrtException e) {
                throw new AssertionError(e);
            }
        };
        List<float[]> two = of.apply("Max", new float[][] {{1, 2}, {1, 3}});
        assertArrayEquals(numbers(0.5, 0), two.get(0));
        assertArrayEquals(numbers(0.5, 2), two.get(1));
        List<float[]> three = of.apply("Min", new float[][] {{1, 2}, {1, 2}, {1, 3}});
        assertArrayEquals(numbers(0.25, 1), three.get(0));
        assertArrayEquals(numbers(0.25, 1), three.get(1));
        assertArrayEquals(numbers(0.5, 0), three.get(2));
    }

    @Test
    void extremesOfAListShareEqually() throws OrtException {
        assertReduced(numbers(0, 1 / 3., 1 / 3., 1 / 3.), "ReduceMax", 1, 2, 2, 2);
        assertReduced(numbers(0.5, 0, 0.5, 0), "ReduceMin", 1, 2, 1, 3);
        assertReduced(numbers(0, 1, -1), "ReduceL1", 0, 2, -3);
    }

    @Test
    void theNormOfZerosHasNoSlope() throws OrtException {
        assertReduced(numbers(0, 0, 0), "ReduceL2", 0, 0, 0);
        assertReduced(numbers(0.6, -0.8, 0), "ReduceL2", 3, -4, 0);
    }

    @Test
    void productsMayHoldZeros() throws OrtException {
        assertReduced(numbers(12, 8, 6), "ReduceProd", 2, 3, 4);
        assertReduced(numbers(0, 8, 0), "ReduceProd", 2, 0, 4);
        assertReduced(numbers(0, 0, 0), "ReduceProd", 0, 0, 4);
        assertReduced(numbers(-4, 2), "ReduceProd", 2, -4);
    }

    @Test
    void aMeanOverTheBatchCountsItWhenItRuns() throws OrtException {
        GraphBuilder b = new GraphBuilder(GradientCheck.OPSET);
        Value y = b.input("x", ElementType.FLOAT, -1, 2).mean(false, 0);
        b.output(y);
        Gradients g = Gradients.append(b, Survey.of(b.build()), GradientRules.standard(),
                List.of(new Gradients.Seed(y, b.constant(new Tensor(numbers(1, 2), 2)))), List.of("x"));
        b.clearOutputs();
        b.output("gradient", g.values().get("x"));
        try (Ran ran = new Ran(b.build())) {
            Tensor found = ran.run(Map.of("x", Tensor.zeros(4, 2))).get("gradient");
            assertArrayEquals(numbers(0.25, 0.5, 0.25, 0.5, 0.25, 0.5, 0.25, 0.5), found.data());
        }
    }

    @Test
    void equalElementsOfTopKGiveToTheOneThatWasTaken() throws OrtException {
        float[] found = Derived.of(v -> v.get(0).builder().ops("TopK", Attributes.NONE, 2, v.get(0),
                v.get(0).builder().integers(2)).get(0), 2, numbers(3, 1, 3, 3)).get(0);
        assertArrayEquals(numbers(1, 0, 2, 0), found);
    }

    @Test
    void dropoutThatTrainsDropsTheSameElements() throws OrtException {
        GraphBuilder b = new GraphBuilder(GradientCheck.OPSET);
        Value x = b.input("x", ElementType.FLOAT, 200);
        Value y = b.op("Dropout", x, b.constant(0.25f), b.initialiser("training", new Tensor(numbers(1))).cast(ElementType.BOOL));
        b.output("y", y);
        Known known = Survey.of(b.build());
        Known trains = new Known(known.shapes(), known.floats(), Map.of(trainingOf(b), new Tensor(numbers(1))));
        Gradients g = Gradients.append(b, trains, GradientRules.standard(),
                List.of(new Gradients.Seed(y, b.constant(Tensor.full(1, 200)))), List.of("x"));
        b.output("gradient", g.values().get("x"));
        try (Ran ran = new Ran(b.build())) {
            Map<String, Tensor> found = ran.run(Map.of("x", Tensor.full(1, 200)));
            // y is 0 or 4/3 times x, and so is its derivative
            assertArrayEquals(found.get("y").data(), found.get("gradient").data(), 1e-6f);
        }
    }

    private static String trainingOf(GraphBuilder b) {
        return b.build().nodes().stream().filter(n -> n.op().equals("Dropout")).findFirst().orElseThrow().inputs().get(2);
    }
}
