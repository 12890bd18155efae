// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.github.explainj.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to the bytes of a file, it opens or is refused by a sentence. */
class DamagedModelsTest {

    private static final int TRIES = Integer.getInteger("explainj.damage", 400);

    @TempDir Path folder;

    private static List<byte[]> seeds() {
        return BadModels.all().filter(b -> b.bytes().length < 5000 && b.bytes().length > 20).map(BadModels.Bad::bytes).toList();
    }

    @Test
    void randomDamageNeverGivesAnotherException() throws IOException {
        Random random = new Random(7);
        List<byte[]> seeds = new ArrayList<>(seeds());
        seeds.add(Protos.good().build().toByteArray());
        seeds.add(BadModels.nested(5).build().toByteArray());
        seeds.add(BadModels.loop(5).build().toByteArray());
        Set<String> codes = new TreeSet<>();
        for (int i = 0; i < TRIES; i++) {
            byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
            for (int n = 1 + random.nextInt(4); n > 0; n--) bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            if (random.nextInt(4) == 0) bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            codes.add(code(bytes));
        }
        System.out.println("damaged models: " + codes);
        assertTrue(codes.size() > 5);
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        byte[] whole = Protos.good().build().toByteArray();
        ModelProto good = Protos.good().build();
        // cut right behind the graph, a model lacks its operator set
        int graphEnd = whole.length - ModelProto.newBuilder().addAllOpsetImport(good.getOpsetImportList()).build().getSerializedSize();
        for (int length = 1; length < whole.length; length++) {
            String code = code(Arrays.copyOf(whole, length));
            String expected = length == graphEnd ? "M08" : length == 1 ? "M05" : "M02";
            assertEquals(expected, code, "cut to " + length + " of " + whole.length);
        }
    }

    private String code(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("damaged.onnx"), bytes);
        try {
            ModelFile.open(file);
            return "opens";
        } catch (Problem e) {
            assertTrue(e.getMessage().startsWith("damaged.onnx "), e.getMessage());
            return e.code();
        }
    }
}
