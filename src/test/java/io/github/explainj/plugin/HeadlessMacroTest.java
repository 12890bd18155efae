// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadlessMacroTest {

    @Test
    void failuresAreOneSentenceThatStopsTheMacro() throws Exception {
        ImageJFolder imagej = ImageJFolder.named("imagej-headless");
        Path dir = imagej.root();
        Path macro = Files.writeString(dir.resolve("m.ijm"),
                "newImage('a', '8-bit ramp', 20, 20, 1); print('id', getImageID());\n"
                + "run('Occlusion Map...', 'modle=x.onnx'); print('not reached');");
        Path usage = Files.writeString(dir.resolve("u.ijm"), "run('Occlusion Map...');");
        String out = imagej.output(imagej.start(MacroHost.class, true, List.of(), macro.toString(), "", usage.toString(), ""), 60);
        System.out.println(out);
        assertTrue(out.contains("did you mean \"model\""), out);
        assertTrue(!out.contains("not reached"), out);
        assertTrue(out.contains("usage: run(\"Occlusion Map...\""), out);
    }
}
