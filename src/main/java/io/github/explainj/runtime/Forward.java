// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.probe.Sample;
import io.github.explainj.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The lifted model with targets behind it, for inputs of one size.
 *
 * @param model runs it
 * @param front the lifted model
 * @param sample gives the sizes
 * @param heads the targets
 */
record Forward(OrtModel model, Front front, Sample sample, Heads heads) {

    /** A graph under construction and its scores {@code [N, T]}. */
    record Scored(GraphBuilder builder, Value scores) {}

    /** Returns the smallest size of the batch axis: its own when it is fixed. */
    int rows() {
        return Math.max(1, front.batch());
    }

    /** Returns whether runs may have any number of rows. */
    boolean isFree() {
        return front.batch() < 0;
    }

    /** Returns the graph; the same names at any number of rows, -1 for a free one. */
    Scored with(int rows) {
        long[] dims = Arrays.stream(sample.x().shape()).asLongStream().toArray();
        dims[0] = rows;
        GraphBuilder b = front.builder(dims, otherSizes(rows));
        return new Scored(b, heads.head().append(b, heads.head().sizedInputs(b)));
    }

    private Map<String, long[]> otherSizes(int rows) {
        Map<String, long[]> sizes = sizes(Math.max(1, rows));
        if (rows > 0) return sizes;
        Map<String, long[]> two = sizes(2);
        sizes.forEach((name, s) -> {
            for (int i = 0; i < s.length; i++) if (s[i] != two.get(name)[i]) s[i] = -1;
        });
        return sizes;
    }

    private Map<String, long[]> sizes(int rows) {
        Map<String, long[]> sizes = new LinkedHashMap<>();
        model.others().rows(sample.others(), rows)
                .forEach((name, t) -> sizes.put(name, Arrays.stream(t.shape()).asLongStream().toArray()));
        return sizes;
    }

    /** Runs the unchanged sample, once per row, and returns tensors inside. */
    Map<String, Tensor> run(int rows, List<String> tensors, Runs.Run run) {
        Map<String, Tensor> fed = new LinkedHashMap<>(model.others().rows(sample.others(), rows));
        fed.put(front.fedName(), OrtModel.repeated(sample.x(), rows));
        fed.putAll(heads.feeds());
        Map<String, Tensor> found = new LinkedHashMap<>();
        try (Session session = model.open(exposing(rows, tensors));
                Feeds feeds = new Feeds();
                OrtSession.Result result = session.run(feeds.copies(fed), run)) {
            for (String t : tensors) found.put(t, Results.tensor(t, result.get(t).orElseThrow()));
            return found;
        } catch (OrtException e) {
            if (OrtErrors.isMemory(e)) throw OrtErrors.memory(model.name(), model.provider(), e);
            throw OrtErrors.explain(e, model.name());
        }
    }

    private Graph exposing(int rows, List<String> tensors) {
        GraphBuilder b = with(rows).builder();
        b.clearOutputs();
        tensors.forEach(t -> b.output(b.value(t)));
        return b.build();
    }
}
