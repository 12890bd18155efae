// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.explain.Origin;
import io.github.explainj.problem.Problem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A click on a patch, or on its row, leads to its place. */
class PatchWindowTest {

    @Test
    void clicksLeadToTheImage() throws Exception {
        Optional<Xvfb> xvfb = Xvfb.start("PatchWindowTest");
        if (xvfb.isEmpty()) return;
        Path shot = Path.of("target/patches.png").toAbsolutePath();
        try (Xvfb display = xvfb.get()) {
            String out = display.output(PatchWindowHost.class, "src/test/resources/models/puncta_test.tif", shot.toString());
            Matcher found = Pattern.compile("(?:click|row \\d+) (.*) wanted (.*)").matcher(out);
            int clicks = 0;
            for (; found.find(); clicks++) assertEquals(found.group(2), found.group(1), out);
            assertEquals(2, clicks, out);
            assertTrue(out.contains("images 2"), out);
        }
        assertTrue(Files.size(shot) > 0);
    }

    @Test
    void whatIsGoneIsSaid() {
        Origin gone = new Origin("a.tif", "/nowhere/a.tif", 1, 1, "", "", "");
        assertEquals("I12", assertThrows(Problem.class, () -> Jump.to(gone, List.of(), List.of())).code());
    }
}
