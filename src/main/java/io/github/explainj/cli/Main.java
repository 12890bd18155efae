// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import io.github.explainj.feature.View;
import io.github.explainj.registry.Registry;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** Starts the command line and ends with an exit code. */
@Command(name = "explainj", mixinStandardHelpOptions = true, versionProvider = Version.class,
        subcommands = {DemoCommand.class, InfoCommand.class, MethodsCommand.class, ExplainCommand.class,
            GradientCommand.class, BoxCommand.class},
        description = "Explains what an ONNX model says about an image.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all done", "1:internal error; the message names a log file",
            "2:bad arguments, model or input; nothing was processed", "3:finished, but some inputs failed",
            "4:stopped (Ctrl-C, disk full); what was done is kept"})
public final class Main implements Runnable {

    @Spec
    private CommandSpec spec;

    /** Runs and ends the process; 0 ends it only when no window is open. */
    public static void main(String[] args) {
        // a window is only ever opened by the demo
        if (args.length > 0 && !args[0].equals("demo")) System.setProperty("java.awt.headless", "true");
        PrintWriter out = writer(System.out);
        // ImageJ prints what it cannot read, and standard output is for our results alone
        System.setOut(System.err);
        int code = Interrupt.guarded(() -> run(args, out, writer(System.err)));
        if (code != 0) System.exit(code);
    }

    /** Runs a command line and returns its exit code. */
    public static int run(String[] args, PrintWriter out, PrintWriter err) {
        CommandLine line = new CommandLine(new Main());
        Registry.of(View.class).schemas().forEach(view -> line.addSubcommand(ViewCommand.of(view)));
        line.setOut(out)
                .setErr(err)
                .setExpandAtFiles(false)
                .setExecutionStrategy(Main::execute)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler((e, a) -> Failures.badArguments(e))
                .setExecutionExceptionHandler((e, l, r) -> Failures.code(e, l.getErr()));
        try {
            return line.execute(args);
        } catch (OutOfMemoryError e) {
            return Failures.outOfMemory(err);
        } finally {
            out.flush();
            err.flush();
        }
    }

    /** Refuses a misspelt option that an option before it, which takes several values, would swallow. */
    private static int execute(ParseResult parsed) {
        for (ParseResult p = parsed; p != null; p = p.subcommand())
            for (OptionSpec option : p.matchedOptions())
                for (String value : option.originalStringValues())
                    if (value.startsWith("--")) throw new UnmatchedArgumentException(p.commandSpec().commandLine(), List.of(value));
        return new CommandLine.RunLast().execute(parsed);
    }

    private static PrintWriter writer(java.io.PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "No command was given; expected demo, info, methods, explain, gradient or box");
    }
}
