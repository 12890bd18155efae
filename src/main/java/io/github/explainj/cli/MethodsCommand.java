// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import io.github.explainj.MethodReport;
import io.github.explainj.explain.Explainer;
import io.github.explainj.feature.View;
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

/** Lists the methods and views with their parameters. */
@Command(name = "methods", mixinStandardHelpOptions = true, versionProvider = Version.class,
        description = "Lists the methods and views with their parameters.")
final class MethodsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        if (json) out.print(Json.write(MethodReport.json()));
        else print(out);
        return Exit.DONE;
    }

    private static void print(PrintWriter out) {
        Registry.of(Explainer.class).schemas().forEach(s -> print(out, s.name(), s));
        out.println();
        out.println("Views of the network (explainj WORD --help):");
        Registry.of(View.class).schemas().forEach(s -> print(out, s.defaults().command(), s));
    }

    private static void print(PrintWriter out, String name, Schema<?> s) {
        out.println(name + "  " + s.about());
        for (Parameter p : s.parameters())
            out.printf("    %-12s %-10s %s%n", p.name(), p.defaultText(),
                    p.about() + (p.choices().isEmpty() ? "" : " [" + String.join(", ", p.choices()) + "]"));
    }
}
