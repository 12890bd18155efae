// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A lifted model with scores behind it, for inputs of one size: what a gradient is derived from. */
interface Forward {

    /** A graph under construction and its scores {@code [N, T]}. */
    record Scored(GraphBuilder builder, Value scores) {}

    /** Returns what runs it. */
    OrtModel model();

    /** Returns the lifted model. */
    Front front();

    /** Returns the same with another form of the model. */
    Forward at(Front other);

    /** Returns the graph, fed with floats; the same names at any number of rows, -1 for a free one. */
    Scored with(int rows);

    /** Returns values for its inputs: the unchanged sample in every row. */
    Map<String, Tensor> feeds(int rows);

    /** Returns the smallest size of the batch axis: its own when it is fixed. */
    default int rows() {
        return Math.max(1, front().batch());
    }

    /** Returns whether runs may have any number of rows, as far as the model declares it. */
    default boolean isFree() {
        return front().batch() < 0;
    }

    /** Runs the unchanged sample, once per row, and returns tensors inside. */
    default Map<String, Tensor> run(int rows, List<String> tensors, Runs.Run run) {
        GraphBuilder b = with(rows).builder();
        b.clearOutputs();
        tensors.forEach(t -> b.output(b.value(t)));
        Map<String, Tensor> found = new LinkedHashMap<>();
        try (Session session = model().open(b.build());
                Feeds native_ = new Feeds();
                OrtSession.Result result = session.run(native_.copies(feeds(rows)), run)) {
            for (String t : tensors) found.put(t, Results.tensor(t, result.get(t).orElseThrow()));
            return found;
        } catch (OrtException e) {
            if (OrtErrors.isMemory(e)) throw OrtErrors.memory(model().name(), model().provider(), e);
            throw OrtErrors.explain(e, model().name());
        }
    }
}
