// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import ai.onnxruntime.OrtException;
import io.github.explainj.onnx.Graph;
import io.github.explainj.tensor.Tensor;
import java.util.HashMap;
import java.util.Map;

/** The weighted sum of an operator's results with one element of one operand moved. */
interface MovedScore extends AutoCloseable {

    double score(String operand, int element, double by) throws OrtException;

    @Override
    void close() throws OrtException;

    /** Computes all of it in double. */
    final class InDouble implements MovedScore {

        private final Ran ran;
        private final Map<String, double[]> values = new HashMap<>();
        private final Map<String, long[]> shapes = new HashMap<>();

        /**
         * @param scored a graph of doubles whose only output is the sum
         * @throws OrtException when ONNX Runtime has no kernel for doubles
         */
        InDouble(Graph scored, Map<String, Tensor> feeds) throws OrtException {
            ran = new Ran(scored);
            feeds.forEach((name, t) -> {
                double[] d = new double[t.size()];
                for (int i = 0; i < d.length; i++) d[i] = t.data()[i];
                values.put(name, d);
                shapes.put(name, Ran.shape(t));
            });
            ran.number(values, shapes);
        }

        @Override
        public double score(String operand, int element, double by) throws OrtException {
            double[] x = values.get(operand);
            double before = x[element];
            x[element] += by;
            double score = ran.number(values, shapes);
            x[element] = before;
            return score;
        }

        @Override
        public void close() throws OrtException {
            ran.close();
        }
    }

    /** Computes the results in float and their sum in double: a float sum would drown small differences. */
    final class InFloat implements MovedScore {

        private final Ran ran;
        private final Map<String, Tensor> values;

        /** @param plain a graph with the outputs {@code y0, y1, ...} */
        InFloat(Graph plain, Map<String, Tensor> feeds) throws OrtException {
            ran = new Ran(plain);
            values = feeds;
        }

        @Override
        public double score(String operand, int element, double by) throws OrtException {
            float[] x = values.get(operand).data().clone();
            x[element] += (float) by;
            Map<String, Tensor> moved = new HashMap<>(values);
            moved.put(operand, new Tensor(x, values.get(operand).shape()));
            double sum = 0;
            for (Map.Entry<String, Tensor> y : ran.run(moved).entrySet()) {
                int output = Integer.parseInt(y.getKey().substring(1));
                float[] v = y.getValue().data();
                for (int i = 0; i < v.length; i++) sum += v[i] * Math.cos(i + 1 + output);
            }
            return sum;
        }

        @Override
        public void close() throws OrtException {
            ran.close();
        }
    }
}
