// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxTensorLike;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** A model that was run on one input, in ONNX Runtime itself. */
final class Ran implements Unperturbed {

    private final ModelFacts facts;
    private final Map<String, Tensor> inputs;
    private final Map<String, Tensor> values = new HashMap<>();
    private final Map<String, Tensor> regions = new HashMap<>();
    private final Map<String, Tensor> references = new HashMap<>();

    Ran(ModelFacts facts, Map<String, Tensor> inputs) {
        this.facts = facts;
        this.inputs = inputs;
    }

    Ran region(String file, Tensor mask) {
        regions.put(file, mask);
        return this;
    }

    Ran reference(String file, Tensor input) {
        references.put(file, input);
        return this;
    }

    @Override
    public ModelFacts facts() {
        return facts;
    }

    @Override
    public Tensor value(String tensor) {
        return values.computeIfAbsent(tensor, this::fetched);
    }

    private Tensor fetched(String tensor) {
        GraphBuilder b = new GraphBuilder(facts.graph());
        b.clearOutputs();
        b.output("the_value", b.value(tensor).cast(ElementType.FLOAT));
        return run(b.build(), inputs, "the_value");
    }

    @Override
    public Tensor region(String file) {
        if (!regions.containsKey(file)) throw new Problem("A01", "no region \"" + file + "\" here");
        return regions.get(file);
    }

    @Override
    public Tensor reference(String file, String tensor) {
        return new Ran(facts, Map.of(inputs.keySet().iterator().next(), references.get(file))).value(tensor);
    }

    /** Scores the input: one number per SPEC. */
    float[] scores(String... specs) {
        return head(Arrays.stream(specs).map(s -> (Resolved) resolve(s)).toList(), inputs).data();
    }

    double score(String spec) {
        return scores(spec)[0];
    }

    Resolved resolve(String spec) {
        Target target = Targets.parse(spec);
        target.tensors(facts);
        return target.resolve(this);
    }

    /** Scores other inputs, e.g. a batch: {@code [N, T]}. */
    Tensor head(List<Resolved> targets, Map<String, Tensor> fed) {
        Head head = Head.of(targets);
        GraphBuilder b = new GraphBuilder(facts.graph());
        b.clearOutputs();
        Value scores = head.append(b, head.inputs(b));
        b.output("the_scores", scores);
        Map<String, Tensor> all = new HashMap<>(fed);
        for (int i = 0; i < head.names().size(); i++) all.put(head.names().get(i), head.parameters().get(i));
        return run(b.build(), all, "the_scores");
    }

    static Tensor run(Graph graph, Map<String, Tensor> inputs, String output) {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        Map<String, OnnxTensor> fed = new HashMap<>();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions();
                OrtSession session = open(environment, graph, options)) {
            for (var e : inputs.entrySet()) fed.put(e.getKey(), OnnxTensor.createTensor(environment,
                    FloatBuffer.wrap(e.getValue().data()), Arrays.stream(e.getValue().shape()).asLongStream().toArray()));
            try (OrtSession.Result r = session.run(fed)) {
                return tensor(r.get(output).orElseThrow());
            }
        } catch (OrtException e) {
            throw new AssertionError(e);
        } finally {
            fed.values().forEach(OnnxTensorLike::close);
        }
    }

    private static OrtSession open(OrtEnvironment environment, Graph graph, OrtSession.SessionOptions options)
            throws OrtException {
        options.setIntraOpNumThreads(1);
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
        if (graph.folder().isPresent())
            options.addConfigEntry("session.model_external_initializers_file_folder_path",
                    graph.folder().get().toAbsolutePath().toString());
        return environment.createSession(graph.bytes(), options);
    }

    private static Tensor tensor(OnnxValue value) {
        long[] shape = ((TensorInfo) ((OnnxTensor) value).getInfo()).getShape();
        FloatBuffer data = ((OnnxTensor) value).getFloatBuffer();
        float[] values = new float[data.remaining()];
        data.get(values);
        return new Tensor(values, LongStream.of(shape).mapToInt(Math::toIntExact).toArray());
    }
}
