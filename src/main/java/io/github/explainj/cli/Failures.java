// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import io.github.explainj.problem.Nearest;
import io.github.explainj.problem.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one sentence and an exit code; details go into a log file. */
final class Failures {

    private static final Pattern CODED = Pattern.compile("(?s)(.*) \\[([A-Z]\\d+)\\]");

    private Failures() {}

    /** Returns 2 for what the user gave, 4 for a full disk, 1 for a fault of ours. */
    static int code(Exception e, PrintWriter err) {
        if (e instanceof Problem problem) {
            err.println(problem.getMessage());
            return problem.code().equals("E08") ? Exit.STOPPED : Exit.BAD_INPUT;
        }
        err.println("ExplainJ stopped because of a fault of its own: " + summary(e) + log(e));
        return Exit.INTERNAL;
    }

    static int badArguments(ParameterException e) {
        CommandLine line = e.getCommandLine();
        String what = e instanceof UnmatchedArgumentException u ? unknown(line, u.getUnmatched().get(0)) : e.getMessage();
        line.getErr().println(what.replaceAll("\\s*\\R\\s*", " ") + ". Try " + line.getCommandSpec().qualifiedName() + " --help. [A07]");
        return Exit.BAD_INPUT;
    }

    private static String unknown(CommandLine line, String argument) {
        if (!argument.startsWith("-") && line.getSubcommands().isEmpty()) return "\"" + argument + "\" stands where no value is expected";
        boolean option = argument.startsWith("-");
        Set<String> known = option ? line.getCommandSpec().optionsMap().keySet() : line.getSubcommands().keySet();
        return "There is no " + (option ? "option " : "command ") + argument + "; did you mean "
                + Nearest.names(argument, known, 1).get(0) + "? Known: " + String.join(", ", new TreeSet<>(known));
    }

    /** Takes a problem back from its message, which ends in its code. */
    static Problem problem(String message) {
        Matcher m = CODED.matcher(message);
        return m.matches() ? new Problem(m.group(2), m.group(1)) : new Problem("I11", message);
    }

    static int outOfMemory(PrintWriter err) {
        err.println("Java's memory (" + (Runtime.getRuntime().maxMemory() >> 20) + " MB) is too small for this image"
                + " and model. Start with more: java -Xmx8g -jar explainj-cli.jar ... [E07]");
        return Exit.BAD_INPUT;
    }

    private static String summary(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getClass().getSimpleName() + ": " + e.getMessage();
    }

    private static String log(Throwable e) {
        try {
            Path file = Files.createTempFile("explainj-error-", ".log");
            Files.write(file, lines(e));
            return ". The details are in " + file + "; please report it with this file.";
        } catch (IOException unwritable) {
            return ". The details could not be written to a log file: " + unwritable.getMessage() + ".";
        }
    }

    private static List<String> lines(Throwable e) {
        List<String> lines = new ArrayList<>();
        for (Throwable t = e; t != null; t = t.getCause()) {
            lines.add(summary(t));
            for (StackTraceElement at : t.getStackTrace()) lines.add("    at " + at);
        }
        return lines;
    }
}
