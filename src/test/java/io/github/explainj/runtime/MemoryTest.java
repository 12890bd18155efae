// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {

    @Test
    void theLimitOfAContainerCountsWithoutItsFileCache(@TempDir Path v2) throws IOException {
        Files.writeString(v2.resolve("memory.max"), "1000000\n");
        Files.writeString(v2.resolve("memory.current"), "700000\n");
        Files.writeString(v2.resolve("memory.stat"), "anon 1\ninactive_file 100000\n");
        assertEquals(400_000, Memory.room(v2));
        Files.writeString(v2.resolve("memory.max"), "max\n");
        assertTrue(Memory.room(v2) > 1L << 60);
    }

    @Test
    void olderControlGroupsAreRead(@TempDir Path v1) throws IOException {
        Files.createDirectory(v1.resolve("memory"));
        Files.writeString(v1.resolve("memory/memory.limit_in_bytes"), "5000\n");
        Files.writeString(v1.resolve("memory/memory.usage_in_bytes"), "2000\n");
        assertEquals(3000, Memory.room(v1));
    }

    @Test
    void whereNothingIsLimitedTheMachineDecides(@TempDir Path none) throws IOException {
        assertEquals(Long.MAX_VALUE, Memory.room(none));
        assertTrue(Memory.free() > 0);
    }

    @Test
    void activationsAreWhatIsAliveAtOnce() {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, 1, 10);
        Value a = x.relu();
        Value c = a.exp();
        b.output("y", c.plus(a).sum(false, 1));
        Map<String, List<Long>> shapes = Map.of(a.name(), List.of(1L, 10L), c.name(), List.of(1L, 10L));
        assertEquals(80, Activations.bytes(b.build(), shapes));
    }
}
