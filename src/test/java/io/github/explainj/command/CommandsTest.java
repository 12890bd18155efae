// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import groovy.lang.Binding;
import groovy.lang.GroovyShell;
import ij.ImagePlus;
import io.github.explainj.imagej.ImageFiles;
import io.github.explainj.plugin.Keys;
import io.github.explainj.registry.Json;
import io.github.explainj.registry.Parameter;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.console.ConsoleService;
import org.scijava.module.Module;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.startup.StartupService;

class CommandsTest {

    private static final File IMAGE = new File("test-models/puncta_sample.tif");

    private static Context context;
    private static CommandService commands;

    @BeforeAll
    static void start() {
        context = new Context();
        commands = context.service(CommandService.class);
    }

    @AfterAll
    static void stop() {
        context.dispose();
    }

    private static Module explain(Object... inputs) throws Exception {
        return commands.run(ExplainImage.class, true, inputs).get();
    }

    private static float[] pixels(Module module) {
        return (float[]) ((ImagePlus) module.getOutput("heatMap")).getProcessor().getPixels();
    }

    @Test
    void commandServiceExplainsAFile() throws Exception {
        Module module = explain("image", IMAGE, "model", "sample", "settings", "window=32 stride=32");
        ImagePlus map = (ImagePlus) module.getOutput("heatMap");
        assertEquals("puncta_sample_occlusion", map.getTitle());
        assertEquals(32, map.getBitDepth());
        assertTrue(((String) module.getOutput("table")).startsWith("region,"));
        Map<String, Object> json = Json.readObject("json", (String) module.getOutput("json"));
        assertEquals(true, json.get("complete"));
    }

    @Test
    void anOpenImageGivesTheSameMapAsItsFile() throws Exception {
        ImagePlus open = ImageFiles.open(IMAGE.toPath());
        float[] fromImage = pixels(explain("imagePlus", open, "model", "sample", "settings", "window=32 stride=32"));
        assertArrayEquals(pixels(explain("image", IMAGE, "model", "sample", "settings", "window=32 stride=32")), fromImage);
    }

    @Test
    void omittedInputsTakeDefaultsNotThoseOfThePreviousRun() throws Exception {
        explain("image", IMAGE, "model", "sample", "settings", "window=48 stride=48");
        Module module = explain("image", IMAGE, "model", "sample");
        assertTrue(((String) module.getOutput("json")).contains("\"1/14\""), "window is the default again");
    }

    @Test
    void failuresAreTheCancelReasonInOneSentence() throws Exception {
        Module module = explain("image", IMAGE, "model", "sample", "settings", "windw=3");
        ExplainImage command = (ExplainImage) ((org.scijava.command.CommandModule) module).getCommand();
        assertTrue(command.isCanceled());
        assertTrue(command.getCancelReason().contains("did you mean \"window\""), command.getCancelReason());
        assertNull(module.getOutput("heatMap"));
    }

    @Test
    void withoutAnImageTheCommandsSaySo() throws Exception {
        for (Class<? extends Command> c : List.of(ExplainImage.class, ModelInputImage.class, BoxOfMap.class)) {
            Cancelable ran = (Cancelable) ((CommandModule) commands.run(c, true).get()).getCommand();
            assertTrue(ran.isCanceled() && ran.getCancelReason().contains("No image is given"), c + ": " + ran.getCancelReason());
        }
    }

    @Test
    void anOpenImageNeedsNoFileThoughAllElseIsGiven() throws Exception {
        ImagePlus open = ImageFiles.open(IMAGE.toPath());
        Module map = explain("imagePlus", open, "model", "sample", "method", "occlusion", "target", "class:1", "settings", "window=32 stride=32");
        assertEquals("puncta_sample_occlusion", ((ImagePlus) map.getOutput("heatMap")).getTitle());
        Module fed = commands.run(ModelInputImage.class, true, "imagePlus", open, "model", "sample", "settings", "").get();
        assertEquals("puncta_sample_model_input", ((ImagePlus) fed.getOutput("modelInput")).getTitle());
    }

    @Test
    void whereOnlyTheImageIsMissingThatIsSaid() throws Exception {
        Module map = explain("imagePlus", null, "model", "sample", "method", "occlusion", "target", "class:1", "settings", "window=32 stride=32");
        ExplainImage command = (ExplainImage) ((CommandModule) map).getCommand();
        assertTrue(command.isCanceled() && String.valueOf(command.getCancelReason()).contains("No image is given"), command.getCancelReason());
    }

    @Test
    void runOnTheCommandLineWritesFiles(@TempDir Path dir) throws Exception {
        context.service(ConsoleService.class).processArgs("--run", ExplainImage.class.getName(),
                "image=\"" + IMAGE + "\",model=\"sample\",settings=\"window=32 stride=32 output_dir=[" + dir + "]\"");
        context.service(StartupService.class).executeOperations();
        assertTrue(Files.exists(dir.resolve("puncta_sample_occlusion.tif")), "files: " + List.of(dir.toFile().list()));
    }

    @Test
    void everyRegisteredMethodIsAModuleWithTypedInputs() {
        ModuleService modules = context.service(ModuleService.class);
        for (String method : Keys.METHODS.names()) {
            ModuleInfo info = modules.getModuleById("explainj:" + method);
            assertNotNull(info, method);
            for (Parameter p : Keys.of(method).parameters()) {
                if (p.name().equals("input")) continue;
                ModuleItem<?> item = info.getInput(p.name());
                assertNotNull(item, method + ": " + p.name());
                assertFalse(item.isRequired() || item.isPersisted(), p.name());
                if (p.isFlag()) assertEquals(Boolean.class, item.getType(), p.name());
            }
        }
        assertEquals(Integer.class, modules.getModuleById("explainj:rise").getInput("samples").getType());
    }

    @Test
    void everyRegisteredViewIsAModuleWithALabelOfItsOwn() {
        ModuleService modules = context.service(ModuleService.class);
        for (String view : Keys.VIEWS.names()) {
            ModuleInfo info = modules.getModuleById("explainj:" + view);
            assertTrue(info.getLabel().startsWith("ExplainJ View "), info.getLabel());
            for (Parameter p : Keys.ofView(view).parameters())
                if (!p.name().equals("input")) assertFalse(info.getInput(p.name()).isRequired() || info.getInput(p.name()).isPersisted(), p.name());
            assertEquals(ImagePlus.class, info.getOutput("image").getType());
        }
    }

    @Test
    void viewsRunAsModulesWithAndWithoutAnImage() throws Exception {
        ModuleService modules = context.service(ModuleService.class);
        Module filters = modules.run(modules.getModuleById("explainj:filters"), true, "model", "sample").get();
        assertEquals("puncta_filters", ((ImagePlus) filters.getOutput("image")).getTitle());
        Module maps = modules.run(modules.getModuleById("explainj:feature_maps"), true, "model", "sample", "image", IMAGE, "count", 3).get();
        assertEquals(3, ((ImagePlus) maps.getOutput("image")).getStackSize());
        assertTrue(((String) maps.getOutput("table")).startsWith("channel,"));
        assertEquals(true, Json.readObject("json", (String) maps.getOutput("json")).get("complete"));
        Module none = modules.run(modules.getModuleById("explainj:feature_maps"), true, "model", "sample").get();
        assertTrue(((org.scijava.Cancelable) none).getCancelReason().contains("No image is given"));
    }

    @Test
    void runOnTheCommandLineTakesAMethodsOwnInputs(@TempDir Path dir) {
        context.service(ConsoleService.class).processArgs("--run", "explainj:rise",
                "image=\"" + IMAGE + "\",model=\"sample\",samples=20,output_dir=\"" + dir + "\"");
        context.service(StartupService.class).executeOperations();
        assertTrue(Files.exists(dir.resolve("puncta_sample_rise.tif")), "files: " + List.of(dir.toFile().list()));
    }

    @Test
    void commandsHaveLabelsOfTheirOwnNoMenuAndRememberNothing() throws Exception {
        String menu = Files.readString(Path.of("plugins.config"));
        List<CommandInfo> ours = commands.getCommands().stream()
                .filter(c -> c.getDelegateClassName().startsWith("io.github.explainj.")).toList();
        assertEquals(4, ours.size());
        for (CommandInfo info : ours) {
            assertTrue(info.getLabel().startsWith("ExplainJ "), info.getLabel());
            assertFalse(menu.contains("\"" + info.getLabel()), info.getLabel());
            assertTrue(info.getMenuPath() == null || info.getMenuPath().isEmpty(), info.getLabel());
            assertTrue(info.canRunHeadless(), info.getLabel());
            for (ModuleItem<?> item : info.inputs())
                assertFalse(item.isPersisted() && !item.getType().getName().startsWith("org.scijava"), item.getName());
        }
    }

    @Test
    void theGroovyScriptOfTheMacrosFolderRuns() throws Exception {
        Binding binding = new Binding(Map.of("command", commands, "image", IMAGE));
        Object map = new GroovyShell(binding).evaluate(new File("macros/explain.groovy"));
        assertEquals("puncta_sample_occlusion", ((ImagePlus) map).getTitle());
    }

    @Test
    void modelsAreDescribedAndTheirInputIsGiven() throws Exception {
        Module described = commands.run(DescribeModel.class, true, "model", "sample").get();
        assertTrue(((String) described.getOutput("description")).contains("infected"));
        Module fed = commands.run(ModelInputImage.class, true, "image", IMAGE, "model", "sample").get();
        ImagePlus input = (ImagePlus) fed.getOutput("modelInput");
        assertEquals(32, input.getBitDepth());
        assertEquals("puncta_sample_model_input", input.getTitle());
    }
}
