// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl;
import io.github.explainj.Explain;
import io.github.explainj.LookRequest;
import io.github.explainj.ReferenceCase;
import io.github.explainj.explain.Finding;
import io.github.explainj.feature.Filters;
import io.github.explainj.registry.Registry;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Filters of every convolution of every reference case against the bytes of the file. */
class FilterSweepTest {

    private final List<String> failed = new ArrayList<>();
    private int compared;

    @Test
    void filtersAreTheInitialisersExactly() throws IOException {
        for (ReferenceCase c : ReferenceCase.all()) compare(c);
        System.out.println(compared + " convolutions compared, failed " + failed);
        assertTrue(compared >= 380, compared + " convolutions");
        assertEquals(List.of(), failed);
    }

    private void compare(ReferenceCase c) throws IOException {
        OnnxMl.GraphProto graph = OnnxMl.ModelProto.parseFrom(Files.readAllBytes(c.folder().resolve("model.onnx"))).getGraph();
        Map<String, OnnxMl.TensorProto> stored = new HashMap<>();
        graph.getInitializerList().forEach(t -> stored.put(t.getName(), t));
        try (Explain explain = c.open()) {
            for (OnnxMl.NodeProto n : graph.getNodeList()) {
                if (!n.getOpType().startsWith("Conv") || !stored.containsKey(n.getInput(1))) continue;
                OnnxMl.TensorProto weights = stored.get(n.getInput(1));
                Tensor byOutput = filters(explain, n.getOutput(0));
                if (!Arrays.equals(bits(weights), bits(byOutput)) || !dims(weights).equals(dims(byOutput))
                        || !byOutput.equals(filters(explain, weights.getName()))) failed.add(c.name() + " " + n.getOutput(0));
                compared++;
            }
        }
    }

    private static Tensor filters(Explain explain, String layer) {
        LookRequest request = new LookRequest(Registry.schemaOf(new Filters()).create(Map.of("layer", layer, "count", "1")));
        Finding.Inner found = (Finding.Inner) explain.look(Optional.empty(), request).get(0).findings().get(0);
        assertEquals("filters", found.name());
        return found.values();
    }

    private static int[] bits(OnnxMl.TensorProto t) {
        assertEquals(OnnxMl.TensorProto.DataType.FLOAT.getNumber(), t.getDataType());
        if (t.getRawData().isEmpty())
            return t.getFloatDataList().stream().mapToInt(Float::floatToRawIntBits).toArray();
        ByteBuffer bytes = ByteBuffer.wrap(t.getRawData().toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        int[] bits = new int[bytes.remaining() / 4];
        for (int i = 0; i < bits.length; i++) bits[i] = bytes.getInt();
        return bits;
    }

    private static int[] bits(Tensor t) {
        int[] bits = new int[t.size()];
        for (int i = 0; i < bits.length; i++) bits[i] = Float.floatToRawIntBits(t.data()[i]);
        return bits;
    }

    private static List<Long> dims(OnnxMl.TensorProto t) {
        return t.getDimsList();
    }

    private static List<Long> dims(Tensor t) {
        return Arrays.stream(t.shape()).mapToObj(Long::valueOf).toList();
    }
}
