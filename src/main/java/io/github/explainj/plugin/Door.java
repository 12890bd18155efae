// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.IJ;

/** Where failures end: one sentence for the user (which stops a macro), the details in the log. */
final class Door {

    private Door() {}

    /** Runs a plugin's work and shows what went wrong. */
    static void run(Runnable work) {
        String sentence = Failures.sentence(work);
        IJ.showProgress(1.0);
        // Outside the catch: in a macro this throws to stop it.
        if (sentence != null) IJ.error("ExplainJ", sentence);
    }
}
