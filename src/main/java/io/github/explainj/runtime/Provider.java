// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import io.github.explainj.probe.Device;
import java.util.Optional;

/**
 * What really runs a model.
 *
 * @param gpu index of the GPU; -1 for the CPU
 * @param remark why it is not what the user may have hoped for; empty when there is nothing to say
 */
record Provider(int gpu, Optional<String> remark) {

    static final Provider CPU = new Provider(-1, Optional.empty());

    /**
     * Chooses for a device; {@code auto} takes a GPU when a session really ran on it.
     *
     * @throws io.github.explainj.problem.Problem E05 when CUDA was asked for and cannot be used
     */
    static Provider of(Device device) {
        if (device.kind() == Device.Kind.CPU) return CPU;
        OrtEnvironment env = Natives.environment();
        boolean built = OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
        int gpu = device.index();
        Optional<String> missing = !built ? Optional.of(CudaTrial.CPU_ONLY)
                : device.kind() == Device.Kind.AUTO && !CudaTrial.hasDriver() ? Optional.of(CudaTrial.NO_DRIVER)
                : CudaTrial.run(env, gpu);
        if (missing.isEmpty()) return new Provider(gpu, Optional.empty());
        if (device.kind() == Device.Kind.CUDA) throw CudaTrial.refused(gpu, missing.get());
        return new Provider(-1, Optional.of("device=auto runs on the CPU: " + missing.get() + "."));
    }

    /** Returns {@code CPU} or {@code CUDA:0}. */
    @Override
    public String toString() {
        return gpu < 0 ? "CPU" : "CUDA:" + gpu;
    }

    /** Adds this provider to the options of a session. */
    void addTo(OrtSession.SessionOptions options) throws OrtException {
        if (gpu < 0) return;
        try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(gpu)) {
            // TF32 keeps 10 bits of the products: a map would differ from the CPU's in the third digit
            cuda.add("use_tf32", "0");
            cuda.add("cudnn_conv_algo_search", "HEURISTIC");
            cuda.add("arena_extend_strategy", "kSameAsRequested");
            options.addCUDA(cuda);
        }
    }
}
