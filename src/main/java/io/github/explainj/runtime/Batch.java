// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The buffers of one run and the tensors that show them; nothing is allocated from run to run. */
final class Batch implements AutoCloseable {

    private final Work work;
    private final Plan plan;
    private final FloatBuffer in;
    private final FloatBuffer turns;
    private final FloatBuffer[] out;
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
        turns = Feeds.buffer((long) plan.capacity() * work.task().turns().width());
        List<Result> results = work.task().results();
        out = new FloatBuffer[results.size()];
        for (int i = 0; i < out.length; i++)
            out[i] = Feeds.buffer((long) (results.get(i).batched() ? plan.capacity() : 1) * results.get(i).size());
        slots = work.maker().into(in);
    }

    /** Writes rows; those of a fixed batch that are left over keep what is in them. */
    void fill(int from, int rows) {
        first = from;
        count = rows;
        for (int i = 0; i < rows; i++) write(from + i, i);
        for (int row = 1; isAlone() && row < plan.rows(); row++) slots.write(from / work.task().turns().rows(), row);
    }

    private void write(int row, int slot) {
        Task.Turns t = work.task().turns();
        slots.write(row / t.rows(), slot);
        for (int i = 0; i < t.width(); i++) turns.put(slot * t.width() + i, i == row % t.width() ? 1 : 0);
    }

    /** Returns whether all rows are the same sample. */
    boolean isAlone() {
        return plan.samples() == 1;
    }

    void run(Session session, Runs.Run run) throws OrtException {
        Bound bound = bound(plan.rows(count), session);
        session.run(bound.inputs, bound.outputs, run);
    }

    private Bound bound(int rows, Session session) throws OrtException {
        Bound known = bounds.get(rows);
        if (known != null) return known;
        long[] shape = Arrays.stream(work.sample().x().shape()).asLongStream().toArray();
        shape[0] = rows;
        Task task = work.task();
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>(feeds.copies(work.fixed(rows)));
        inputs.put(work.input(), feeds.view(in, shape));
        if (task.turns().width() > 0) inputs.put(task.turns().input(), feeds.view(turns, rows, task.turns().width()));
        // a graph that begins inside the model reads less
        inputs.keySet().retainAll(session.ort().getInputNames());
        Map<String, OnnxTensor> outputs = new LinkedHashMap<>();
        for (int i = 0; i < out.length; i++)
            outputs.put(task.results().get(i).name(), feeds.view(out[i], task.results().get(i).shape(rows)));
        Bound made = new Bound(inputs, outputs);
        bounds.put(rows, made);
        return made;
    }

    /** Hands the rows on; returns how many the sink took before it said stop. */
    int emit(Row.Sink sink) {
        for (int i = 0; i < count; i++) if (!sink.accept(first + i, new Row(this, i))) return i + 1;
        return count;
    }

    int count() {
        return count;
    }

    int rows() {
        return plan.rows(count);
    }

    Work work() {
        return work;
    }

    FloatBuffer in() {
        return in;
    }

    FloatBuffer out(int result) {
        return out[result];
    }

    @Override
    public void close() {
        feeds.close();
    }
}
