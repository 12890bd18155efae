// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs a tiny convolution on a GPU: that CUDA is listed as available says nothing about whether its
 * libraries are there, and cuDNN is looked for only when it is needed.
 */
final class CudaTrial {

    static final String CPU_ONLY = "this ONNX Runtime is the CPU-only jar (onnxruntime); the GPU needs onnxruntime_gpu in its place";

    static final String NO_DRIVER = "no NVIDIA driver was found";

    private static final List<Path> DRIVERS = List.of(Path.of("/dev/nvidiactl"), Path.of("/dev/nvidia0"), Path.of("/dev/dxg"),
            Path.of("/proc/driver/nvidia"), Path.of(System.getenv().getOrDefault("SystemRoot", "/"), "System32", "nvcuda.dll"));
    private static final Pattern LIBRARY = Pattern.compile("(lib\\w+\\.so[.\\d]*|\\w+\\d+\\.dll)\\s*:? (cannot open|.{0,40}not found)");
    private static final Pattern CUDNN = Pattern.compile("(?i)cudnn");
    private static final Map<Integer, Optional<String>> RESULTS = new ConcurrentHashMap<>();

    private CudaTrial() {}

    /** Returns what is missing; empty when the GPU works. Tried once. */
    static Optional<String> run(OrtEnvironment env, int gpu) {
        return RESULTS.computeIfAbsent(gpu, g -> tried(env, g));
    }

    /** Returns whether it is worth unpacking 600 MB to see. */
    static boolean hasDriver() {
        return DRIVERS.stream().anyMatch(Files::exists);
    }

    private static Optional<String> tried(OrtEnvironment env, int gpu) {
        Natives.unpackCuda();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            new Provider(gpu, Optional.empty()).addTo(options);
            try (OrtSession session = env.createSession(convolution(), options);
                    OnnxTensor x = OnnxTensor.createTensor(env, FloatBuffer.allocate(16), new long[] {1, 1, 4, 4});
                    OrtSession.Result ran = session.run(Map.of("x", x))) {
                return Optional.empty();
            }
        } catch (OrtException e) {
            return Optional.of(missing(String.valueOf(e.getMessage())));
        }
    }

    private static byte[] convolution() {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, 1, 1, 4, 4);
        Value w = b.initialiser("w", Tensor.full(1, 1, 1, 3, 3));
        b.output("y", b.op("Conv", Attributes.NONE.with("kernel_shape", 3, 3), x, w));
        return b.build().bytes();
    }

    /** Returns what an error message says is missing, in words. */
    static String missing(String message) {
        Matcher m = LIBRARY.matcher(message);
        if (m.find()) return "the library " + m.group(1) + " was not found";
        if (message.contains("CUDA failure 100") || message.contains("no CUDA-capable device")) return "no NVIDIA GPU was found";
        if (message.contains("CUDA failure 35") || message.contains("driver version is insufficient"))
            return "the NVIDIA driver is missing or too old for CUDA 12";
        if (message.contains("CUDA failure 101") || message.contains("invalid device ordinal")) return "there is no GPU with this number";
        if (CUDNN.matcher(message).find()) return "cuDNN 9 does not work: " + OrtErrors.brief(message);
        return OrtErrors.brief(message);
    }

    static Problem refused(int gpu, String missing) {
        return new Problem("E05", "device=cuda:" + gpu + " cannot be used: " + missing + ". Expected: an NVIDIA GPU with its"
                + " driver, the libraries of CUDA 12 and cuDNN 9, and the onnxruntime_gpu jar. It runs on the CPU: use device=cpu.");
    }
}
