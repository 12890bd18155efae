// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.github.explainj.probe.Sink;
import io.github.explainj.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The buffers of one run and the tensors that show them; nothing is allocated from run to run. */
final class Batch implements AutoCloseable {

    private final Work work;
    private final Plan plan;
    private final FloatBuffer in;
    private final FloatBuffer out;
    private final Slots slots;
    private final Feeds feeds = new Feeds();
    private final Map<Integer, Bound> bounds = new HashMap<>();
    private int first;
    private int count;

    /** Tensors for one size of the batch axis. */
    private record Bound(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs) {}

    Batch(Work work, Plan plan) throws OrtException {
        this.work = work;
        this.plan = plan;
        in = Feeds.buffer((long) plan.capacity() * work.sample().x().size());
        out = Feeds.buffer((long) plan.capacity() * work.targets());
        slots = work.maker().into(in);
    }

    /** Writes samples; rows of a fixed batch that are left over keep what is in them. */
    void fill(int from, int samples) {
        first = from;
        count = samples;
        for (int i = 0; i < samples; i++) slots.write(from + i, i);
        boolean alone = plan.samples() == 1;
        for (int row = 1; alone && row < plan.rows(); row++) slots.write(from, row);
    }

    void run(Session session, Runs.Run run) throws OrtException {
        Bound bound = bound(plan.rows(count));
        session.run(bound.inputs, bound.outputs, run);
    }

    private Bound bound(int rows) throws OrtException {
        Bound known = bounds.get(rows);
        if (known != null) return known;
        long[] shape = Arrays.stream(work.sample().x().shape()).asLongStream().toArray();
        shape[0] = rows;
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>(feeds.copies(work.fixed(rows)));
        inputs.put(work.input(), feeds.view(in, shape));
        Bound made = new Bound(inputs, Map.of(Heads.SCORES, feeds.view(out, rows, work.targets())));
        bounds.put(rows, made);
        return made;
    }

    /** Hands the scores on; returns how many the sink took before it said stop. */
    int emit(Sink sink, float[] scores) {
        for (int i = 0; i < count; i++) {
            out.get(i * scores.length, scores);
            if (!sink.accept(first + i, scores)) return i + 1;
        }
        return count;
    }

    int count() {
        return count;
    }

    @Override
    public void close() {
        feeds.close();
    }
}
