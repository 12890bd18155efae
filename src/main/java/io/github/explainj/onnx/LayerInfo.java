// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import java.util.List;

/**
 * What a table of layers shows of one tensor.
 *
 * @param op operator that makes it, e.g. {@code Conv}; {@code Input} for what is fed
 * @param name the node's name, or its output's
 * @param tensor its name
 * @param shape for the input at hand; -1 where not known, empty when nothing is known
 * @param field receptive field per axis of the input; empty when it does not depend on the input
 * @param cost what it takes to make it
 */
public record LayerInfo(String op, String name, String tensor, List<Long> shape, List<ReceptiveField.Axis> field, Cost cost) {

    public LayerInfo {
        shape = List.copyOf(shape);
        field = List.copyOf(field);
    }

    public long parameters() {
        return cost.parameters();
    }

    /**
     * What a layer takes; of a node with several outputs it stands with the first.
     *
     * @param weights names of the trained numbers that it reads, in order, and no layer before it read
     * @param filters whether it works with filters or a matrix, its own or shared ones
     * @param parameters how many numbers these are
     * @param multiplyAdds products of its convolution or matrix, each with the addition to a sum; 0 for other
     *     operators, -1 when a size is not known
     * @param dropped rows, columns... at the end of what it reads that no window covers, one per spatial axis; empty
     *     for what has no windows
     */
    public record Cost(List<String> weights, boolean filters, long parameters, long multiplyAdds, List<Long> dropped) {

        /** What costs nothing. */
        public static final Cost NONE = new Cost(List.of(), false, 0, 0, List.of());

        public Cost {
            weights = List.copyOf(weights);
            dropped = List.copyOf(dropped);
        }
    }
}
