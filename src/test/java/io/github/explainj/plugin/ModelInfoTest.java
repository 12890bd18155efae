// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.Macro;
import io.github.explainj.registry.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Model Info as a macro calls it, without a display: files at the size of the image that is named. */
class ModelInfoTest {

    @Test
    void filesHoldTheLayersAtTheSizeOfTheImage(@TempDir Path folder) throws IOException, InterruptedException {
        run("input=test-models/unet_sample.tif model=test-models/unet.onnx device=cpu output_dir=[" + folder + "]");
        List<String> csv = Files.readAllLines(folder.resolve("layers.csv"));
        Map<String, Object> json = Json.readObject("model_info.json", Files.readString(folder.resolve("model_info.json")));
        List<?> layers = (List<?>) json.get("layers");
        assertEquals(layers.size() + 1, csv.size());
        assertTrue(csv.get(0).startsWith("tensor,op,shape,parameters,multiply_adds,receptive_field_y,receptive_field_x,"), csv.get(0));
        ij.ImagePlus image = ij.IJ.openImage("test-models/unet_sample.tif");
        Map<?, ?> first = (Map<?, ?>) layers.get(0);
        assertEquals("Input", first.get("op"));
        List<?> shape = (List<?>) first.get("shape");
        assertEquals(List.of(image.getHeight(), image.getWidth()), shape.subList(2, 4).stream().map(n -> ((Number) n).intValue()).toList());
    }

    /** ImageJ hands options to the thread of the macro, which it knows by its name. */
    private static void run(String options) throws InterruptedException {
        Thread macro = new Thread(() -> {
            Macro.setOptions(options);
            new ModelInfo().run("");
        }, "Run$_Model Info...");
        macro.start();
        macro.join();
    }
}
