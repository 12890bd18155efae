// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import java.util.List;

/**
 * What a table of layers shows of one operator.
 *
 * @param op operator, e.g. {@code Conv}
 * @param name the node's name, or its output's
 * @param tensor its first output
 * @param parameters trained numbers that it reads and no node before it read
 * @param shape of the output; -1 where not known, empty when nothing is known
 * @param field receptive field per axis of the input; empty when it does not depend on the input
 */
public record LayerInfo(String op, String name, String tensor, long parameters, List<Long> shape,
        List<ReceptiveField.Axis> field) {

    public LayerInfo {
        shape = List.copyOf(shape);
        field = List.copyOf(field);
    }
}
