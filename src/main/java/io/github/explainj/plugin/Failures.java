// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.IJ;
import ij.Macro;
import io.github.explainj.problem.Problem;

/** Turns what went wrong into one sentence for the user; the details go to the log. */
public final class Failures {

    private Failures() {}

    /** Runs and returns what went wrong as one sentence, or null; only a cancelled macro is thrown on. */
    public static String sentence(Runnable work) {
        try {
            work.run();
            return null;
        } catch (Problem p) {
            // a problem that is told with the parameter's name says all that its cause does
            if (p.getCause() != null && !(p.getCause() instanceof Problem)) IJ.log("ExplainJ: " + p.code() + " because of " + p.getCause());
            return p.getMessage();
        } catch (OutOfMemoryError e) {
            return "Java has not enough memory for this (" + (Runtime.getRuntime().maxMemory() >> 20) + " MB in all);"
                    + " give it more in Edit > Options > Memory & Threads, or choose a smaller image or stack. [E07]";
        } catch (LinkageError e) {
            log(e);
            return "A library that ExplainJ needs is missing or of another version (" + e.getMessage()
                    + "); install ExplainJ again and restart ImageJ. [E04]";
        } catch (RuntimeException e) {
            if (Macro.MACRO_CANCELED.equals(e.getMessage())) throw e;
            log(e);
            return "Something unexpected happened (" + e + "); the details are in the Log window. Please report them.";
        }
    }

    /** Writes the details into the Log window: users see one sentence, whoever helps them needs the rest. */
    private static void log(Throwable e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            IJ.log("ExplainJ: " + t);
            for (StackTraceElement line : t.getStackTrace()) IJ.log("    at " + line);
        }
    }
}
