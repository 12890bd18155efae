// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The macro lines of the pages of CAM Box, Feature Factors and Channel Contributions, in a headless ImageJ. */
class FactorsMacroTest {

    private static final String MACRO = """
            run('Open Sample');
            image = getTitle();
            run('Grad-CAM...', 'model=sample target=class:1');
            run('CAM Box...', 'share=0.2 shape=box onto=' + image + ' add_to_results');
            getSelectionBounds(x, y, width, height);
            print('on the map:', getTitle, x, y, width, height, 'rows', nResults, 'pixels', getResult('pixels', 0));
            selectImage(image);
            getSelectionBounds(x, y, width, height);
            print('on the image:', getTitle, x, y, width, height, 'overlay', Overlay.size);
            run('Feature Factors (NMF)...', 'model=sample factor_count=3 show_overlay=false output_dir=[' + getArgument + '/factors]');
            selectImage(image);
            run('Channel Contributions...', 'model=sample target=class:1 measure=ablation output_dir=[' + getArgument + '/channels]');
            selectImage(image);
            run('CAM Box...', 'share=7');
            print('not reached');
            """;

    private static Path out;
    private static String output;

    @BeforeAll
    static void run() throws Exception {
        ImageJFolder imagej = ImageJFolder.named("imagej-factors");
        out = Files.createDirectories(imagej.root().resolve("out"));
        Path macro = Files.writeString(imagej.root().resolve("factors.ijm"), MACRO);
        Path list = Files.write(imagej.root().resolve("macros.txt"), List.of(macro.toString(), out.toString()));
        output = imagej.output(imagej.start(MacroHost.class, true, List.of(), list.toString()), 300);
    }

    @Test
    void theBoxIsSelectedOnTheMapAndOnTheImage() {
        assertTrue(output.contains("on the map: puncta_sample_grad_cam 24 23 22 25 rows 1 pixels 445"), output);
        assertTrue(output.contains("on the image: puncta_sample.tif 24 23 22 25"), output);
    }

    @Test
    void viewsWriteTheirTables() throws IOException {
        for (String table : List.of("factors/puncta_sample_factors.csv", "channels/puncta_sample_channel_contributions.csv"))
            assertTrue(Files.exists(out.resolve(table)), table + " of " + Files.walk(out).toList() + output);
    }

    @Test
    void aWrongShareStopsTheMacroWithASentence() {
        assertTrue(output.contains("share=7") && !output.contains("not reached"), output);
        assertFalse(output.contains("\tat "), output);
    }
}
