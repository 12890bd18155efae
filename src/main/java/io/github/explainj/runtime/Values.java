// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.probe.Sample;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Shows tensors inside the model. */
record Values(OrtModel model) {

    private static final String COPY = "explainj_copy_";

    Map<String, Tensor> of(Sample input, List<String> names, Runs.Run run) {
        return of(input, input.x(), names, run);
    }

    /** Returns the same of a sample with something else in place of what is explained. */
    Map<String, Tensor> of(Sample input, Tensor x, List<String> names, Runs.Run run) {
        int rows = Math.max(1, model.front().batch());
        Map<String, Tensor> values = rows(input, repeated(x, rows), names, run);
        // of a fixed batch above 1 all rows are the same
        values.replaceAll((name, t) -> rows > 1 && t.rank() > 0 && t.batch() == rows ? t.sample(0) : t);
        return values;
    }

    /** Returns what one run of these rows gives. */
    Map<String, Tensor> rows(Sample input, Tensor rows, List<String> names, Runs.Run run) {
        try (Sessions.Lease lease = session(names); Feeds feeds = new Feeds()) {
            Map<String, Tensor> fed = new LinkedHashMap<>(model.others().rows(input.others(), rows.batch()));
            fed.put(model.front().fedName(), rows);
            try (OrtSession.Result found = lease.session().run(feeds.copies(fed), run)) {
                Map<String, Tensor> values = new LinkedHashMap<>();
                for (String n : names) values.put(n, Results.tensor(n, found.get(shown(n)).orElseThrow()));
                return values;
            }
        } catch (OrtException e) {
            if (OrtErrors.isMemory(e)) throw OrtErrors.memory(model.name(), model.provider(), e);
            throw OrtErrors.explain(e, model.name());
        }
    }

    private Sessions.Lease session(List<String> names) {
        return model.session("values " + names, () -> exposing(names, Set.of()));
    }

    /**
     * Returns the task of exposing tensors that have a row per sample.
     *
     * @param alone what one sample gives, by name
     * @param structure whether samples mix is known by this
     */
    Task task(Map<String, Tensor> alone, String structure) {
        List<String> names = List.copyOf(alone.keySet());
        Set<String> cast = notFloat(names);
        List<Result> results = new ArrayList<>();
        alone.forEach((name, t) -> results.add(new Result(cast.contains(name) ? COPY + name : shown(name),
                Arrays.stream(t.shape()).skip(1).asLongStream().boxed().toList(), true, false)));
        String key = "values " + names + (cast.isEmpty() ? "" : " as floats");
        return new Task(structure, new Task.Program(key, () -> exposing(names, cast), results, 0), Map.of(), Map.of(), Task.Turns.NONE);
    }

    private Set<String> notFloat(List<String> names) {
        try (Sessions.Lease lease = session(names)) {
            Map<String, NodeInfo> found = lease.session().ort().getOutputInfo();
            return names.stream().filter(n -> !(found.get(shown(n)).getInfo() instanceof TensorInfo t && t.type == OnnxJavaType.FLOAT))
                    .collect(Collectors.toSet());
        } catch (OrtException e) {
            throw OrtErrors.explain(e, model.name());
        }
    }

    /**
     * Exposes tensors as they are: a Cast to float32 in front of an output, where there is nothing
     * to cast, makes ONNX Runtime 1.29 lose the tensor ("is not a graph input, initializer, ...").
     *
     * @param cast those that are no float32 and become it
     */
    private Graph exposing(List<String> names, Set<String> cast) {
        GraphBuilder b = model.front().builder();
        for (String name : names)
            if (cast.contains(name)) b.output(COPY + name, b.value(name).cast(ElementType.FLOAT));
            else if (made(name)) b.output(b.value(name));
            else b.output(COPY + name, b.value(name));
        return b.build();
    }

    /** Returns the name under which a tensor comes out. */
    private String shown(String name) {
        return made(name) ? name : COPY + name;
    }

    private boolean made(String tensor) {
        return model.facts().graph().producer(tensor).isPresent();
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
