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
 * @param structure of the targets: whether samples mix is asked once for each
 * @param key of the session
 * @param graph makes it when there is no session yet
 * @param parameters graph inputs that are the same in all runs
 * @param results what comes back, the scores of all targets first
 * @param seeds how many targets take turns: a sample gets a row for each, with the seed that chooses
 *     it; 0 when there is no seed
 * @param bytes estimate of the memory per row; 0 for what the model alone needs
 */
record Task(String structure, String key, Supplier<Graph> graph, Map<String, Tensor> parameters, List<Result> results,
        int seeds, long bytes) {

    /** The graph input {@code [N, T]} that says which target's gradient a row is. */
    static final String SEED = "explainj_seed";

    /** Returns how many rows a sample needs. */
    int rowsPerSample() {
        return Math.max(1, seeds);
    }

    /** Returns the number of targets. */
    int targets() {
        return results.get(0).size();
    }

    /** Returns whether every result has a row per sample. */
    boolean isBatched() {
        return results.stream().allMatch(Result::batched);
    }

    /** Returns the same for the first target only; its scores are still those of all. */
    Task firstTarget() {
        return new Task(structure, key, graph, parameters, results, Math.min(1, seeds), bytes);
    }
}
