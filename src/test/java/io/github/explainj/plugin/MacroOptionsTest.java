// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.problem.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A07 of reliability.md: options misspelt, twice, contradictory, with a decimal comma, without a key. */
class MacroOptionsTest {

    private static final Form FORM = new Form("Occlusion Map...", "about", Keys.of("occlusion").parameters());

    private static void refuses(String options, String... parts) {
        Problem p = assertThrows(Problem.class, () -> Keys.of("occlusion").job(FORM.read(options)), options);
        assertTrue(p.code().startsWith("A"), p.getMessage());
        for (String part : parts) assertTrue(p.getMessage().contains(part), part + " in: " + p.getMessage());
    }

    @Test
    void valuesFlagsAndBracketsAreReadInOrder() {
        Map<String, String> expected = new LinkedHashMap<>();
        expected.put("model", "C:/my models/[a] b.onnx");
        expected.put("target_per_image", "true");
        expected.put("show_map", "false");
        expected.put("target", "");
        expected.put("window", "16");
        assertEquals(expected, MacroOptions.parse(
                "model=[C:/my models/[a] b.onnx] target_per_image show_map=false target= window=16 "));
    }

    @Test
    void a07MisspeltKeyGetsTheNearestOne() {
        refuses("modle=a.onnx", "\"modle\"", "did you mean \"model\"");
        refuses("windows=16", "did you mean \"window\"", "stride");
    }

    @Test
    void a07KeyGivenTwiceAlsoByItsAlias() {
        refuses("window=16 window=8", "window is given twice", "16", "8");
        refuses("model_channels=1 channel_list=2", "mean the same");
    }

    @Test
    void a07ValueThatIsNoneNamesTheLegalOnes() {
        refuses("fit=stretch", "fit=stretch", "crop", "resize");
        refuses("target_per_image=yes", "target_per_image=yes", "true or false");
        refuses("channels=some", "channels=some", "together");
    }

    @Test
    void a07DecimalCommaAndFractionsOfPixelsAreRefused() {
        Problem p = assertThrows(Problem.class, () -> Keys.of("rise").job(new Form("RISE", "", Keys.of("rise").parameters())
                .read("keep=0,5")));
        assertTrue(p.getMessage().contains("keep=0,5") && p.getMessage().contains("decimal point"), p.getMessage());
    }

    @Test
    void a07EmptyKeyAndOpenBracket() {
        refuses("=3", "no key");
        refuses("window = 16", "no key", "= 16");
        refuses("model=[a b.onnx", "no closing bracket");
        refuses("model=[a]b", "put a blank behind");
    }

    @Test
    void emptyModelMeansNotGiven() {
        assertEquals(Keys.of("occlusion").defaults(), FORM.read("model= target=[]"));
    }

    @Test
    void omittedKeysTakeTheRecordsDefaults() {
        Keys.Job job = Keys.of("occlusion").job(FORM.read(""));
        assertEquals(Keys.METHODS.schema("occlusion").defaults(), job.method());
        assertEquals(new Common(), job.common());
    }

    @Test
    void usageNamesTheCommandAndEveryKey() {
        for (String name : FORM.names()) assertTrue(FORM.usage().contains(name), name);
        assertTrue(FORM.usage().contains("run(\"Occlusion Map...\""));
    }
}
