// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.onnx.Graph;
import io.github.explainj.tensor.Tensor;
import java.util.Map;

/** Runs a small graph with one output; the runtime does it with ONNX Runtime. */
@FunctionalInterface
public interface Runner {

    /** Returns the only output of the graph. */
    Tensor run(Graph fragment, Map<String, Tensor> feeds);
}
