// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import io.github.explainj.Explain;
import io.github.explainj.Result;
import io.github.explainj.explain.Finding;
import io.github.explainj.probe.Cancellation;
import java.util.List;

/** What is done with each input. */
interface Task {

    /**
     * Does it.
     *
     * @param targets SPECs; empty for the top class
     * @param console hears how far it is
     */
    List<Result> run(Explain explain, Loaded loaded, List<String> targets, Console console, Cancellation cancellation);

    /** Returns whether the user wants to hear what the model says of an image. */
    boolean tellsPrediction();

    /**
     * Returns what the names of a finding's files begin with.
     *
     * @param stem of the input
     * @param several whether there are several inputs, so that names have to tell them apart
     */
    String name(Result result, Finding finding, String stem, boolean several);
}
