// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import io.github.explainj.Explain;
import io.github.explainj.ImageSet;
import io.github.explainj.feature.View;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.Parameter;
import io.github.explainj.registry.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks into a network with one view; its options are made from the view's record. */
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all done", "1:internal error", "2:bad arguments, model or input; nothing was processed",
            "3:finished, but some images failed", "4:stopped (Ctrl-C, disk full); what was done is kept"})
final class ViewCommand implements Callable<Integer> {

    private final Schema<View> schema;
    private final InputOptions input = new InputOptions();
    private final AlbumOptions album = new AlbumOptions();
    private final TargetOptions target = new TargetOptions();
    private final ImageOptions image = new ImageOptions();
    private final ModelOptions modelOptions = new ModelOptions();
    private final OutputOptions output = new OutputOptions();

    @Spec
    private CommandSpec spec;

    @Option(names = "--model", paramLabel = "M", required = true,
            description = "An .onnx file, or a bioimage.io package (folder, zip, rdf.yaml, bioimageio.yaml).")
    private Path model;

    private ViewCommand(Schema<View> schema) {
        this.schema = schema;
    }

    /** Makes the command of a view. */
    static CommandSpec of(Schema<View> schema) {
        ViewCommand command = new ViewCommand(schema);
        CommandSpec spec = CommandSpec.forAnnotatedObject(command).name(schema.defaults().command());
        spec.usageMessage().description(schema.about());
        View.Scope scope = schema.defaults().scope();
        if (scope.hasImage()) mixin(spec, command.input);
        if (scope.hasAlbum()) mixin(spec, command.album);
        schema.parameters().forEach(p -> spec.addOption(option(p)));
        if (scope.hasImage() || scope.hasAlbum()) mixin(spec, command.target);
        if (scope.hasImage()) mixin(spec, command.image);
        else if (scope.hasAlbum()) mixin(spec, command.image.fitting());
        mixin(spec, command.modelOptions);
        mixin(spec, command.output);
        return spec;
    }

    private static void mixin(CommandSpec spec, Object options) {
        spec.addMixin(options.getClass().getSimpleName(), CommandSpec.forAnnotatedObject(options));
    }

    private static OptionSpec option(Parameter p) {
        String choices = p.choices().isEmpty() || p.isFlag() ? "" : " One of " + String.join(", ", p.choices()) + ".";
        String usual = p.defaultText().isEmpty() ? "" : " Default: " + p.defaultText() + ".";
        OptionSpec.Builder option = OptionSpec.builder(name(p)).type(String.class)
                .description((p.about() + choices + usual).replace("%", "%%"))
                .paramLabel(p.isNumber() ? "N" : p.type().isEnum() ? "WORD" : p.isFlag() ? "true|false" : "TEXT");
        return (p.isFlag() ? option.arity("0..1").fallbackValue("true") : option).build();
    }

    /** Turns {@code per_image} into {@code --per-image}. */
    private static String name(Parameter p) {
        return "--" + p.name().replace('_', '-');
    }

    @Override
    public Integer call() {
        View view = schema.create(given());
        List<Input> inputs = inputs(view);
        ImageSet images = schema.defaults().scope().hasAlbum() ? album.album(image.fitting().framing()) : ImageSet.NONE;
        Folder folder = output.folder(protectedFiles(inputs, images));
        Console console = output.console(spec.commandLine());
        console.images(images);
        try (Explain explain = modelOptions.open(model)) {
            Wanted wanted = new Wanted(new Viewing(view, images), target.specs(), target.perImage(), inputs.size() > 1);
            return new Run(explain, wanted, folder, console).all(inputs);
        }
    }

    private Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        for (Parameter p : schema.parameters()) {
            String value = spec.findOption(name(p)).getValue();
            if (value != null) given.put(p.name(), value);
        }
        return given;
    }

    private List<Input> inputs(View view) {
        if (view.scope().hasImage()) return input.inputs("look at", image);
        if (!input.isEmpty())
            throw new Problem("A07", "--image or --tensor is given, and " + spec.name()
                    + " with these options looks at no image. Leave it out.");
        return List.of(new NoInput(model));
    }

    private static List<Path> protectedFiles(List<Input> inputs, ImageSet images) {
        List<Path> all = new ArrayList<>();
        inputs.forEach(i -> all.addAll(i.protectedFiles()));
        images.entries().stream().filter(e -> !e.file().isEmpty()).forEach(e -> all.add(Path.of(e.file())));
        return all;
    }
}
