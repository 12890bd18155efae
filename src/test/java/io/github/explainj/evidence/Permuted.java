// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.evidence;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** A trained model whose weights are shuffled layer by layer from the top (Adebayo et al. 2018, arXiv:1810.03292). */
record Permuted(Path model) {

    /** Returns how many nodes have weights. */
    int layers() throws IOException {
        return weighted(read()).size();
    }

    /** Writes the model with the weights of the last {@code count} layers shuffled, each by itself. */
    Path write(Path to, int count, long seed) throws IOException {
        OnnxMl.ModelProto.Builder m = read().toBuilder();
        List<List<String>> layers = weighted(m.build());
        List<String> shuffled = layers.subList(layers.size() - count, layers.size()).stream().flatMap(List::stream).toList();
        Random random = new Random(seed);
        for (OnnxMl.TensorProto.Builder t : m.getGraphBuilder().getInitializerBuilderList())
            if (shuffled.contains(t.getName())) t.setRawData(shuffled(t.getRawData(), random));
        return Files.write(to, m.build().toByteArray());
    }

    private OnnxMl.ModelProto read() throws IOException {
        return OnnxMl.ModelProto.parseFrom(Files.readAllBytes(model));
    }

    private static List<List<String>> weighted(OnnxMl.ModelProto m) {
        List<String> floats = m.getGraph().getInitializerList().stream().filter(t -> t.getDataType() == 1)
                .map(OnnxMl.TensorProto::getName).toList();
        List<List<String>> layers = new ArrayList<>();
        for (OnnxMl.NodeProto n : m.getGraph().getNodeList()) {
            List<String> own = n.getInputList().stream().filter(floats::contains).toList();
            if (!own.isEmpty()) layers.add(own);
        }
        return layers;
    }

    private static ByteString shuffled(ByteString raw, Random random) {
        FloatBuffer from = raw.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
        List<Float> values = new ArrayList<>();
        while (from.hasRemaining()) values.add(from.get());
        Collections.shuffle(values, random);
        ByteBuffer out = ByteBuffer.allocate(raw.size()).order(ByteOrder.LITTLE_ENDIAN);
        values.forEach(out::putFloat);
        return ByteString.copyFrom(out.flip());
    }
}
