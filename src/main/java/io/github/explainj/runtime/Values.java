// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.probe.Sample;
import io.github.explainj.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the unchanged input once and shows tensors inside the model. */
record Values(OrtModel model) {

    private static final String COPY = "explainj_copy_";

    Map<String, Tensor> of(Sample input, List<String> names, Runs.Run run) {
        int rows = Math.max(1, model.front().batch());
        try (Sessions.Lease lease = model.session("values " + names, () -> exposing(names));
                Feeds feeds = new Feeds()) {
            Map<String, Tensor> fed = new LinkedHashMap<>(model.others().rows(input.others(), rows));
            fed.put(model.front().fedName(), repeated(input.x(), rows));
            try (OrtSession.Result found = lease.session().run(feeds.copies(fed), run)) {
                return values(names, found, rows);
            }
        } catch (OrtException e) {
            if (OrtErrors.isMemory(e)) throw OrtErrors.memory(model.name(), model.provider(), e);
            throw OrtErrors.explain(e, model.name());
        }
    }

    /**
     * Exposes tensors as they are: a Cast to float32 in front of an output, where there is nothing
     * to cast, makes ONNX Runtime 1.29 lose the tensor ("is not a graph input, initializer, ...").
     */
    private Graph exposing(List<String> names) {
        GraphBuilder b = model.front().builder();
        for (String name : names)
            if (made(name)) b.output(b.value(name));
            else b.output(COPY + name, b.value(name));
        return b.build();
    }

    private boolean made(String tensor) {
        return model.facts().graph().producer(tensor).isPresent();
    }

    /** Of a fixed batch above 1 all rows are the same; the first is returned. */
    private Map<String, Tensor> values(List<String> names, OrtSession.Result found, int rows) {
        Map<String, Tensor> values = new LinkedHashMap<>();
        for (String name : names) {
            Tensor t = Results.tensor(name, found.get(made(name) ? name : COPY + name).orElseThrow());
            values.put(name, rows > 1 && t.rank() > 0 && t.batch() == rows ? t.sample(0) : t);
        }
        return values;
    }

    /** Repeats a sample along the batch axis. */
    static Tensor repeated(Tensor x, int rows) {
        if (rows == 1) return x;
        float[] data = new float[x.size() * rows];
        for (int r = 0; r < rows; r++) System.arraycopy(x.data(), 0, data, r * x.size(), x.size());
        int[] shape = x.shape();
        shape[0] = rows;
        return new Tensor(data, shape);
    }
}
