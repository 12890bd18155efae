// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.IJ;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.imagej.patcher.LegacyInjector;

/**
 * Runs macro files in a headless ImageJ, as Fiji's {@code --headless -macro} does. Every macro's
 * output lies between lines that name it.
 */
public final class MacroHost {

    private MacroHost() {}

    /** @param args a file whose lines are macro files, each followed by its argument: some 60 crash a native library as arguments */
    public static void main(String[] args) throws IOException {
        LegacyInjector.preinit(); // before any class of ij is loaded
        Runner.run(Files.readAllLines(Path.of(args[0])).toArray(String[]::new));
        System.exit(0);
    }

    /** A class of its own, so that {@code ij} is not loaded before it is patched. */
    private static final class Runner {
        static void run(String[] args) {
            for (int i = 0; i < args.length; i += 2) {
                System.out.println("=== " + args[i]);
                IJ.runMacro("run('Close All'); run('Clear Results');");
                String result = IJ.runMacroFile(args[i], args[i + 1]);
                System.out.println("=== returned " + result);
            }
        }
    }
}
