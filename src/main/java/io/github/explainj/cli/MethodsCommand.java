// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import io.github.explainj.MethodReport;
import io.github.explainj.explain.Explainer;
import io.github.explainj.registry.Json;
import io.github.explainj.registry.Parameter;
import io.github.explainj.registry.Registry;
import io.github.explainj.registry.Schema;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists the methods with their parameters. */
@Command(name = "methods", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Lists the methods and their parameters.")
final class MethodsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (json) out.print(Json.write(MethodReport.json()));
        else Registry.of(Explainer.class).schemas().forEach(s -> print(out, s));
        return Exit.DONE;
    }

    private static void print(PrintWriter out, Schema<Explainer> s) {
        out.println(s.name() + "  " + s.about());
        for (Parameter p : s.parameters())
            out.printf("    %-12s %-10s %s%n", p.name(), p.defaultText(),
                    p.about() + (p.choices().isEmpty() ? "" : " [" + String.join(", ", p.choices()) + "]"));
    }
}
