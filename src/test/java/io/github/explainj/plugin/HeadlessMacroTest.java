// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.LinearNet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs every macro of {@code macros/}, and some that fail, in one headless ImageJ without a display. */
class HeadlessMacroTest {

    /** Occlusion by single voxels of y = sum of w x, compared with w x at every voxel. */
    private static final String LINEAR = """
            newImage('voxels', '32-bit black', 6, 6, 4);
            for (k = 0; k < 144; k++) { setSlice(floor(k / 36) + 1); setPixel(k % 6, floor(k / 6) % 6, k * 5 % 13 + 1); }
            run('Occlusion Map...', 'model=[' + getArgument + '] normalise=none target=index:0 window=1,1,1 stride=1,1,1 fill=zero');
            worst = 0;
            for (k = 0; k < 144; k++) {
                setSlice(floor(k / 36) + 1);
                product = (k * 7 % 11 - 5) * (k * 5 % 13 + 1);
                worst = maxOf(worst, abs(getPixel(k % 6, floor(k / 6) % 6) - product));
            }
            print(getTitle, nSlices, 'slices, worst difference', worst);
            """;
    private static final Map<String, String> OUTPUT = new LinkedHashMap<>();
    private static Path root;

    @BeforeAll
    static void runAllMacros() throws Exception {
        ImageJFolder imagej = ImageJFolder.named("imagej-headless");
        root = imagej.root();
        Path in = Files.createDirectories(root.resolve("in"));
        for (String name : List.of("one.tif", "two b.tif"))
            Files.copy(Path.of("test-models/puncta_sample.tif"), in.resolve(name),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        String folders = in + "|" + root.resolve("out") + "|sample";
        List<String> arguments = new java.util.ArrayList<>();
        try (Stream<Path> macros = Files.list(Path.of("macros"))) {
            for (Path macro : macros.filter(p -> p.toString().endsWith(".ijm")).sorted().toList())
                arguments.addAll(List.of(macro.toAbsolutePath().toString(), folders));
        }
        Path net = LinearNet.write(root.resolve("linear.onnx"), LinearNet.weights(1, 1, 4, 6, 6), 1, 1, 4, 6, 6);
        arguments.addAll(List.of(Files.writeString(root.resolve("linear.ijm"), LINEAR).toString(), net.toString()));
        arguments.addAll(List.of(Files.writeString(root.resolve("current.ijm"), "run('Open Sample');"
                + "run('Expected Gradients...', 'model=sample samples=8 target=class:1'); print('current:', getTitle());").toString(), ""));
        for (Map.Entry<String, String> bad : badMacros().entrySet())
            arguments.addAll(List.of(Files.writeString(root.resolve(bad.getKey()), bad.getValue()).toString(), ""));
        Path list = Files.write(root.resolve("macros.txt"), arguments);
        split(imagej.output(imagej.start(MacroHost.class, true, List.of(), list.toString()), 420));
    }

    private static Map<String, String> badMacros() {
        Map<String, String> bad = new LinkedHashMap<>(badViews());
        bad.putAll(badMethods());
        return bad;
    }

    /** What is wrong with the options of views, and what is no error. */
    private static Map<String, String> badViews() {
        return Map.of("view_key.ijm", "run('Open Sample'); run('Feature Maps...', 'model=sample lyer=x');\nprint('not reached');",
                "view_none.ijm", "run('Feature Maps...', 'model=sample');\nprint('not reached');",
                "view_image.ijm", "run('Open Sample'); run('Filters...', 'model=sample input=x');\nprint('not reached');",
                "view_album.ijm", "run('Maximally Activating Patches...', 'model=sample');\nprint('not reached');",
                "view_layer.ijm", "run('Open Sample'); run('Feature Maps...', 'model=sample layer=relu');\nprint('not reached');",
                "view_mixed.ijm", "folder = getDirectory('temp') + 'mixed'; File.makeDirectory(folder);"
                        + "run('Open Sample'); saveAs('Tiff', folder + '/a.tif'); close(); newImage('wide', '8-bit ramp', 200, 96, 1);"
                        + "saveAs('Tiff', folder + '/wide.tif'); close();"
                        + "run('Image Index...', 'model=sample images=[' + folder + '] index=[' + folder + '-index] show_table=false');"
                        + "print('reached');",
                "view_files.ijm", "folder = getDirectory('temp') + 'written'; run('Open Sample');"
                        + "run('Feature Maps...', 'model=sample show_map=false show_table=false output_dir=[' + folder + ']');"
                        + "run('Filters...', 'model=sample show_map=false show_table=false output_dir=[' + folder + ']');"
                        + "run('Activation Mask...', 'model=sample show_map=false show_table=false output_dir=[' + folder + ']');"
                        + "if (selectionType() >= 0) print('selected in ' + getTitle() + ' of ' + nImages);"
                        + "files = getFileList(folder); for (i = 0; i < files.length; i++) print('file: ' + files[i]);");
    }

    private static Map<String, String> badMethods() {
        return Map.of("misspelt.ijm", "run('Open Sample'); run('Occlusion Map...', 'modle=x');\nprint('not reached');",
                "usage.ijm", "run('Open Sample'); run('Occlusion Map...');\nprint('not reached');",
                "steps.ijm", "run('Open Sample'); run('Integrated Gradients...', 'model=sample steps=0');\nprint('not reached');",
                "missing.ijm", "run('Open Sample'); run('Occlusion Map...', 'model=[/no/such model.onnx]');\nprint('not reached');",
                "size.ijm", "newImage('wide', '8-bit ramp', 1000, 1000, 1);"
                        + "run('Occlusion Map...', 'model=sample');\nprint('not reached');",
                "adjust.ijm", "run('Open Sample'); id = getImageID(); run('Occlusion Map...', 'model=sample window=32 stride=32');"
                        + "selectImage(id); makeRectangle(1, 1, 5, 5); run('Add Selection...');"
                        + "run('Adjust Overlay...', 'opacity=0.25 threshold=0.5'); print('elements', Overlay.size);"
                        + "file = getDirectory('temp') + 'explainj_overlay.tif'; saveAs('Tiff', file); close(); open(file);"
                        + "run('Adjust Overlay...', 'opacity=0.5 colours=greys'); print('reopened', Overlay.size);"
                        + "run('Adjust Overlay...', 'opacity=7');\nprint('not reached');");
    }

    private static void split(String output) {
        String name = "";
        for (String line : output.lines().toList()) {
            if (line.startsWith("=== ") && !line.startsWith("=== returned"))
                name = Path.of(line.substring(4)).getFileName().toString();
            OUTPUT.merge(name, line + "\n", String::concat);
        }
    }

    private static String output(String macro) {
        String out = OUTPUT.getOrDefault(macro, "nothing; all: " + OUTPUT);
        assertFalse(out.contains("\tat "), "a stack trace: " + out);
        return out;
    }

    private static void ran(String macro, String... parts) {
        String out = output(macro);
        assertFalse(out.contains("Macro Error"), out);
        for (String part : parts) assertTrue(out.contains(part), part + " in: " + out);
    }

    private static void stopped(String macro, String... parts) {
        String out = output(macro);
        assertFalse(out.contains("not reached"), out);
        for (String part : parts) assertTrue(out.contains(part), part + " in: " + out);
    }

    @Test
    void occlusionMapIsTheCurrentImageAfterwards() {
        ran("occlusion.ijm", "puncta_sample_occlusion", "32-bit");
    }

    @Test
    void gradCamSaysItsLayerAndItsRange() {
        ran("grad_cam.ijm", "puncta_sample_grad_cam: from -0.01", "layer: /features/features.13/Relu_output_0",
                "score: 1.3052");
    }

    @Test
    void theNegativePartOfGradCamIsWhatSpeaksForTheOtherClass() {
        ran("grad_cam_negative.ijm", "infected: from -0.01362 to 0.2139",
                "infected, cut at 0 as in the paper: from 0 to 0.2139",
                "healthy: from -0.2136 to 0.01387", "infected and not healthy: from -0.02749 to 0.4275");
    }

    @Test
    void camIsGradCamTimesTheNumberOfCells() {
        ran("cam_equals_grad_cam.ijm", "CAM / Grad-CAM: from 576.00 to 576.00", "24 x 24 = 576");
    }

    @Test
    void onlyTheGradientHasTheRightSigns() {
        ran("backward_relu.ijm",
                "Saliency (Gradient): on the background 24 %, wrong sign 0 %, class 1 with class 0: -1.00",
                "Deconvnet: on the background 56 %, wrong sign 57 %, class 1 with class 0: 0.66",
                "Guided Backpropagation: on the background 5 %, wrong sign 17 %, class 1 with class 0: 0.11");
    }

    @Test
    void integratedGradientsAddUpToTheDifferenceButForTheResidual() {
        ran("integrated_gradients.ijm", "background as baseline: the map adds up to 2.384", "difference: 2.365",
                "black as baseline: the map adds up to 2.600", "steps: 100");
    }

    @Test
    void hiresCamStaysAtTheNucleusAndGradCamDoesNot() {
        ran("hires_cam_of_one_nucleus.ijm", "HiResCAM: more than 30 pixels away lies 0.0 %",
                "Grad-CAM: more than 30 pixels away lies 66.3 %", "remark: The target is one place");
    }

    @Test
    void riseGivesItsMapAndItsStandardError() {
        ran("rise.ijm", "puncta_sample_rise:", "puncta_sample_rise_error");
    }

    @Test
    void theMapIsTheCurrentImageAndNotItsError() {
        ran("current.ijm", "current: puncta_sample_expected_gradients\n");
    }

    @Test
    void regionImportanceCountsInTheResultsTable() {
        ran("region_importance.ijm", "rank 1", "difference ");
    }

    @Test
    void stacksGiveStacksOfMapsOfOneClass() {
        ran("stack.ijm", "two_occlusion: 2 slices", "z:1 t:1 class 1", "z:2 t:1 class 1");
    }

    @Test
    void modelInputFedBackGivesTheScoreBitForBit() {
        ran("show_model_input.ijm");
        List<String> scores = output("show_model_input.ijm").lines().filter(l -> l.startsWith("score of"))
                .map(l -> l.substring(l.indexOf(':') + 2)).toList();
        assertEquals(2, scores.size());
        assertFalse(scores.contains("none"));
        assertEquals(scores.get(0), scores.get(1));
    }

    @Test
    void aFolderIsExplainedToFiles() throws IOException {
        ran("batch_folder.ijm", "2 images explained");
        for (String file : List.of("one_occlusion.tif", "one_occlusion.png", "two b_occlusion.json"))
            assertTrue(Files.size(root.resolve("out").resolve(file)) > 100, file);
    }

    @Test
    void volumesGiveVolumes() {
        ran("volume.ijm", "volume_sample_occlusion: ", "drop of the score");
    }

    @Test
    void aLinearVolumeGivesWeightTimesVoxel() {
        ran("linear.ijm", "voxels_occlusion 4 slices, worst difference 0\n");
    }

    @Test
    void viewsShowWhatTheyFind() {
        ran("filters.ijm", "puncta_filters: 8 slices of 3 x 3, 32-bit", "first filter: from -5.799 to 9.202");
        ran("feature_maps.ijm", "puncta_sample_feature_maps: 20 channels, 96 x 96", "first: channel 1 mean 0.398 contribution 0.447");
        ran("gradient_maps.ijm", "puncta_sample_gradient_maps: 4 channels, 48 x 48");
        ran("activation_mask.ijm", "puncta_sample_activation_mask\n", "puncta_sample_dimmed");
        ran("activating_patches.ijm", "6 patches", "the best: channel 18 in turned3.tif");
        ran("channel_contributions.ijm", "most: channel 1 of 20");
        ran("feature_factors.ijm", "3 factors explain 97.9 %", "open: puncta_sample_factor_3");
    }

    @Test
    void viewsOfManyImagesKeepAnIndexAndFindWhatIsNear() {
        ran("image_index.ijm", "the first is blurred/turned0.tif, blurred", "5,(all),8,8,1.0,0.5");
        ran("nearest_neighbours.ijm", "nearest 1: album\n", "nearest 2: album z2");
        assertEquals(1, output("nearest_neighbours.ijm").split("\nnearest 1: ").length - 1, "a row stands once");
        ran("feature_space.ijm", "puncta_feature_space: 1 image", "trustworthiness");
    }

    @Test
    void a07OptionsOfViewsAreCheckedLikeThoseOfMethods() {
        stopped("view_key.ijm", "\"lyer\" is no option of Feature Maps...", "\"layer\"", "[A07]");
        stopped("view_none.ijm", "No image is open", "[A07]");
        stopped("view_image.ijm", "\"input\" is no option of Filters...", "[A07]");
        stopped("view_album.ijm", "[A07]");
        stopped("view_layer.ijm", "layer=relu is not possible", "[1, 20, 24, 24]", "[A05]");
    }

    @Test
    void imagesOfAnotherSizeAreNamedAndTheOthersGoOn() {
        ran("view_mixed.ijm", "1 image was left out:", "wide.tif", "[I06]", "\nreached");
    }

    @Test
    void viewsWriteTheirFilesAndAMaskIsTheSelection() {
        ran("view_files.ijm", "file: puncta_sample_features.npy", "file: puncta_sample_feature_maps.tif",
                "file: puncta_sample_feature_maps.png", "file: puncta_sample_feature_maps.csv", "file: puncta_sample_feature_maps.json",
                "file: puncta_filters.npy", "file: puncta_filters.tif", "file: puncta_filters.json",
                "file: puncta_sample_activation_mask_rois.zip", "selected in puncta_sample.tif of 1");
    }

    @Test
    void a07MisspeltKeyStopsTheMacroWithTheNearestOne() {
        stopped("misspelt.ijm", "\"modle\"", "did you mean \"model\"", "[A07]");
    }

    @Test
    void e10WithoutOptionsAndDisplayTheUsageIsSaid() {
        stopped("usage.ijm", "usage: run(\"Occlusion Map...\"", "window=1/14", "[E10]");
    }

    @Test
    void a02AParameterThatIsNotPossibleIsSaidOnce() {
        stopped("steps.ijm", "steps=0 of integrated_gradients", "[A02]");
        assertFalse(output("steps.ijm").contains("because of"), output("steps.ijm"));
    }

    @Test
    void aMissingModelStopsTheMacroWithItsName() {
        stopped("missing.ijm", "/no/such model.onnx");
    }

    @Test
    void i06AMacroHasToSayHowAnImageOfAnotherSizeIsFitted() {
        stopped("size.ijm", "fit=", "[I06]");
    }

    @Test
    void overlaysAreAdjustedAlsoAfterSavingAndReopening() {
        stopped("adjust.ijm", "elements 2", "reopened 2", "opacity=7", "from 0 to 1");
    }
}
