// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import java.util.List;

/**
 * An input or output of a graph.
 *
 * @param name tensor name
 * @param type element type
 * @param dims one size per axis; -1 where it is free
 * @param symbols the names of free axes; empty text where an axis is fixed or has no name
 */
public record Port(String name, ElementType type, List<Long> dims, List<String> symbols) {

    public Port {
        dims = List.copyOf(dims);
        symbols = List.copyOf(symbols);
    }

    public int rank() {
        return dims.size();
    }

    /** Returns the shape as people write it: {@code [N, 3, 224, 224]}, {@code ?} for a free axis. */
    public String shape() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < dims.size(); i++) {
            text.append(i == 0 ? "" : ", ");
            if (dims.get(i) >= 0) text.append(dims.get(i));
            else text.append(symbols.get(i).isEmpty() ? "?" : symbols.get(i));
        }
        return text.append("]").toString();
    }
}
