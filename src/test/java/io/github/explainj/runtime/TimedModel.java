// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.github.explainj.input.ModelCard;
import io.github.explainj.onnx.Graph;
import io.github.explainj.perturb.Box;
import io.github.explainj.perturb.Boxes;
import io.github.explainj.probe.Device;
import io.github.explainj.target.Resolved;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Opens models that note when each {@code session.run} began and ended, for benchmarks. */
public final class TimedModel {

    private TimedModel() {}

    /**
     * One call of {@code session.run}.
     *
     * @param rows size of its batch
     * @param begin {@code System.nanoTime()}
     * @param end {@code System.nanoTime()}
     */
    public record Call(int rows, long begin, long end) {

        public long nanos() {
            return end - begin;
        }
    }

    /** Opens a model on the CPU whose calls are added to a list. */
    public static OrtModel open(Graph graph, String axes, List<Call> calls, Device device) {
        ModelCard card = Nets.card(graph, axes);
        return OrtModel.open(graph, card, new OpenOptions(device), (g, p) -> new Timed(Session.open(g, p), calls));
    }

    /** Makes an empty list that several threads may add to. */
    public static List<Call> calls() {
        return Collections.synchronizedList(new ArrayList<>());
    }

    /** Returns a target that reads the first class of {@code y [N, 1000]}. */
    public static Resolved firstClass() {
        return new Nets.First("y");
    }

    /** Returns the first {@code n} boxes. */
    public static Boxes first(Boxes all, int n) {
        return new Boxes() {
            @Override
            public Box box(int i) {
                return all.box(i);
            }

            @Override
            public int count() {
                return n;
            }
        };
    }

    private static final class Timed extends Session {

        private final List<Call> calls;

        Timed(Session inner, List<Call> calls) {
            super(inner.ort());
            this.calls = calls;
        }

        @Override
        void run(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs, Runs.Run run) throws OrtException {
            int rows = (int) outputs.get(Heads.SCORES).getInfo().getShape()[0];
            long begin = System.nanoTime();
            super.run(inputs, outputs, run);
            calls.add(new Call(rows, begin, System.nanoTime()));
        }
    }
}
