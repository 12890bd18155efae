// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import java.util.List;

/**
 * Which gradient is exported as a graph.
 *
 * @param target SPEC of what is differentiated; empty for {@code sum(output * weights)} with the weights
 *     as an input of the graph
 * @param wrt inner tensors or inputs with respect to which; empty for the first input
 * @param size sizes of free spatial axes {@code (D,) H, W}; empty when the model fixes them
 */
public record GradientRequest(String target, List<String> wrt, List<Integer> size) {

    public GradientRequest {
        wrt = wrt.stream().distinct().toList();
        size = List.copyOf(size);
    }
}
