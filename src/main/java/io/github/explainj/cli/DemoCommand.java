// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import io.github.explainj.plugin.DemoWindow;
import io.github.explainj.plugin.SampleFiles;
import java.awt.AWTError;
import java.awt.GraphicsEnvironment;
import java.awt.HeadlessException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Explains the bundled image: the first result in one command. */
@Command(name = "demo", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Explains the bundled model on the bundled image, by occlusion and RISE; opens ImageJ where there is a display.")
final class DemoCommand implements Callable<Integer> {

    private static final List<String> METHODS = List.of("occlusion", "rise");

    @Spec
    private CommandSpec spec;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "target/demo", description = "Folder for the files. Default: ${DEFAULT-VALUE}.")
    private Path out;

    @Override
    public Integer call() {
        Path sample = out.resolve("sample");
        Folder.checked(out);
        CommandLine line = spec.parent().commandLine();
        int code = line.execute("explain", "--model", SampleFiles.model(sample).toString(), "--image", SampleFiles.image(sample).toString(),
                "--method", String.join(",", METHODS), "--out", out.toString());
        if (code == Exit.DONE && !GraphicsEnvironment.isHeadless()) window(line);
        return code;
    }

    private static void window(CommandLine line) {
        line.getOut().println("ImageJ opens; close it to end.");
        line.getOut().flush();
        try {
            DemoWindow.show(METHODS, Interrupt.cancellation());
        } catch (HeadlessException | AWTError e) {
            line.getErr().println("no window could be opened (" + e.getMessage() + "); the files are in the folder");
        }
    }
}
