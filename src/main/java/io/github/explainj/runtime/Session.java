// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.explainj.onnx.Graph;
import java.util.Map;

/** A session of ONNX Runtime and the settings that all of ours share. */
class Session implements AutoCloseable {

    private final OrtSession ort;

    Session(OrtSession ort) {
        this.ort = ort;
    }

    /** Makes a session on the CPU or a GPU with as many threads as the process may use. */
    static Session open(Graph graph, Provider provider) throws OrtException {
        try (OrtSession.SessionOptions options = options(graph)) {
            provider.addTo(options);
            return new Session(Natives.environment().createSession(graph.bytes(), options));
        }
    }

    /** Makes a session on the CPU without threads of its own, which would compete with those of the model. */
    static Session openSmall(Graph graph) throws OrtException {
        try (OrtSession.SessionOptions options = options(graph)) {
            options.setIntraOpNumThreads(1);
            return new Session(Natives.environment().createSession(graph.bytes(), options));
        }
    }

    /** Makes a session that is only asked for shapes: nothing is folded, repacked or run. */
    static Session unoptimised(Graph graph) throws OrtException {
        try (OrtSession.SessionOptions options = options(graph)) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
            options.addConfigEntry("session.disable_prepacking", "1");
            return new Session(Natives.environment().createSession(graph.bytes(), options));
        }
    }

    private static OrtSession.SessionOptions options(Graph graph) throws OrtException {
        Natives.environment();
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        // the JVM counts the cores that a container may use, ONNX Runtime those of the machine
        options.setIntraOpNumThreads(Runtime.getRuntime().availableProcessors());
        options.setSessionLogLevel(ai.onnxruntime.OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        if (graph.folder().isPresent())
            options.addConfigEntry("session.model_external_initializers_file_folder_path", graph.folder().get().toString());
        return options;
    }

    OrtSession ort() {
        return ort;
    }

    /** Runs into outputs that exist already. */
    void run(Map<String, OnnxTensor> inputs, Map<String, OnnxTensor> outputs, Runs.Run run) throws OrtException {
        ort.run(inputs, java.util.Set.of(), outputs, run.options()).close();
    }

    /** Runs; close what comes back. */
    OrtSession.Result run(Map<String, OnnxTensor> inputs, Runs.Run run) throws OrtException {
        return ort.run(inputs, run.options());
    }

    @Override
    public void close() {
        try {
            ort.close();
        } catch (OrtException e) {
            throw OrtErrors.explain(e, "the model");
        }
    }
}
