// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.benchmark;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.Port;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** A graph in a plain session of ONNX Runtime that is run on noise and timed; buffers are made before. */
final class TimedGraph implements AutoCloseable {

    private final Graph graph;
    private final OrtSession session;

    TimedGraph(Graph graph, int threads) throws OrtException {
        this(graph, threads, "");
    }

    /** @param profile where ONNX Runtime's profile goes, a prefix of a file name; empty for none */
    TimedGraph(Graph graph, int threads, String profile) throws OrtException {
        this.graph = graph;
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setSessionLogLevel(ai.onnxruntime.OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            if (!profile.isEmpty()) options.enableProfiling(profile);
            if (graph.folder().isPresent())
                options.addConfigEntry("session.model_external_initializers_file_folder_path", graph.folder().get().toString());
            session = OrtEnvironment.getEnvironment().createSession(graph.bytes(), options);
        }
    }

    /** Returns the CPU time of the calling thread, which does all the work when it is the only one. */
    long cpuNanos(int batch) throws OrtException {
        return timed(batch, ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime);
    }

    long wallNanos(int batch) throws OrtException {
        return timed(batch, System::nanoTime);
    }

    private long timed(int batch, java.util.function.LongSupplier clock) throws OrtException {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            for (Port p : graph.inputs()) inputs.put(p.name(), noise(p, batch));
            long begin = clock.getAsLong();
            session.run(inputs).close();
            return clock.getAsLong() - begin;
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private static OnnxTensor noise(Port port, int batch) throws OrtException {
        long[] shape = port.dims().stream().mapToLong(d -> d < 0 ? batch : d).toArray();
        int size = (int) java.util.Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        FloatBuffer values = ByteBuffer.allocateDirect(4 * size).order(ByteOrder.nativeOrder()).asFloatBuffer();
        Random random = new Random(1);
        for (int i = 0; i < size; i++) values.put(i, (float) random.nextGaussian());
        return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), values, shape);
    }

    String endProfiling() throws OrtException {
        return session.endProfiling();
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
