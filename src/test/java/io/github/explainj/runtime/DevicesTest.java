// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.probe.Device;
import io.github.explainj.problem.Problem;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class DevicesTest {

    private static Graph graph() {
        GraphBuilder b = new GraphBuilder();
        b.output("y", b.input("x", ElementType.FLOAT, 1, 1, 2, 2).identity());
        return b.build();
    }

    private static OrtModel open(String device) {
        Graph g = graph();
        return OrtModel.open(g, Nets.card(g, "bcyx"), Device.parse(device));
    }

    /** Returns what is missing for the first GPU of this computer. */
    private static Optional<String> missing() {
        return Provider.of(Device.AUTO).remark();
    }

    @Test
    void cudaThatCannotBeUsedIsRefusedWithWhatIsMissing() {
        Assumptions.assumeTrue(missing().isPresent(), "skipped: this computer has a GPU that works");
        Problem p = assertThrows(Problem.class, () -> open("cuda:0"));
        assertEquals("E05", p.code());
        for (String word : new String[] {"cuda:0", "CUDA 12", "cuDNN 9", "onnxruntime_gpu", "device=cpu"})
            assertTrue(p.getMessage().contains(word), "no " + word + " in: " + p.getMessage());
    }

    @Test
    void autoFallsBackToTheCpuAndSaysWhyWithoutTakingTime() {
        Assumptions.assumeTrue(missing().isPresent(), "skipped: this computer has a GPU that works");
        long start = System.nanoTime();
        try (OrtModel model = open("auto")) {
            assertEquals("CPU", model.provider());
            assertEquals(1, model.remarks().size());
            assertTrue(model.remarks().get(0).contains("runs on the CPU"), model.remarks().get(0));
        }
        assertTrue((System.nanoTime() - start) * 1e-9 < 1);
    }

    @Test
    void cpuHasNothingToSay() {
        try (OrtModel model = open("cpu")) {
            assertEquals("CPU", model.provider());
            assertTrue(model.remarks().isEmpty());
        }
    }

    @Test
    void messagesOfTheLoaderBecomeTheMissingLibrary() {
        assertEquals("the library libcublasLt.so.12 was not found", CudaTrial.missing("Error code - ORT_EP_FAIL - message: "
                + "Failed to load library libonnxruntime_providers_cuda.so with error: libcublasLt.so.12: cannot open shared object file: No such file"));
        assertEquals("no NVIDIA GPU was found", CudaTrial.missing("CUDA failure 100: no CUDA-capable device is detected ; GPU=0"));
        assertEquals("the NVIDIA driver is missing or too old for CUDA 12",
                CudaTrial.missing("CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version"));
        assertEquals("there is no GPU with this number", CudaTrial.missing("CUDA failure 101: invalid device ordinal"));
        assertTrue(CudaTrial.missing("CUDNN failure 1: CUDNN_STATUS_NOT_INITIALIZED").startsWith("cuDNN 9 does not work"));
    }
}
