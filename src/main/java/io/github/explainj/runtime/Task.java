// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.onnx.Graph;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What is asked of each sample.
 *
 * @param structure whether samples mix is asked once for each
 * @param program what runs
 * @param parameters graph inputs that are the same in all runs
 * @param kept graph inputs {@code [1, ...]} that are the same in all rows
 * @param turns what sets one row apart from the others, besides the sample
 */
record Task(String structure, Program program, Map<String, Tensor> parameters, Map<String, Tensor> kept, Turns turns) {

    /**
     * A graph to run.
     *
     * @param key of its session
     * @param graph makes it when there is no session yet
     * @param results what comes back, the scores of all targets first
     * @param bytes estimate of the memory per row; 0 for what the model alone needs
     */
    record Program(String key, Supplier<Graph> graph, List<Result> results, long bytes) {}

    /**
     * Rows take turns: the graph input {@code [N, width]} is 1 at one place of each row, at {@code row
     * mod width}, and 0 elsewhere.
     *
     * @param input its name; empty when there is none
     * @param rows how many rows a sample gets
     */
    record Turns(String input, int width, int rows) {

        static final Turns NONE = new Turns("", 0, 1);

        /** The seed of a gradient: each sample gets a row per target. */
        static Turns ofTargets(int targets) {
            return new Turns("explainj_seed", targets, targets);
        }

        /** The silent channel: each row has another one. */
        static Turns ofChannels(int channels) {
            return new Turns("explainj_silent", channels, 1);
        }
    }

    List<Result> results() {
        return program.results();
    }

    /** Returns the number of targets. */
    int targets() {
        return results().get(0).size();
    }

    /** Returns whether every result has a row per sample. */
    boolean isBatched() {
        return results().stream().allMatch(Result::batched);
    }

    /** Returns the same with one row per sample; its scores are still those of all targets. */
    Task oneRowPerSample() {
        return new Task(structure, program, parameters, kept, new Turns(turns.input(), turns.width(), 1));
    }
}
