// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Finds where the raw data of each initialiser of the main graph lies in the file. */
final class WeightPlaces {

    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_INITIALISER = 5;
    private static final int TENSOR_RAW = 9;

    private WeightPlaces() {}

    /** Returns offset and length per initialiser, in their order; length 0 where there is no raw data. */
    static List<Range> of(ByteBuffer bytes) {
        List<Range> found = new ArrayList<>();
        Wire model = new Wire(bytes, 0, bytes.limit());
        while (model.next()) {
            if (model.field() != MODEL_GRAPH) continue;
            Wire graph = new Wire(bytes, model.start(), model.stop());
            while (graph.next())
                if (graph.field() == GRAPH_INITIALISER) found.add(raw(bytes, graph));
        }
        return found;
    }

    private static Range raw(ByteBuffer bytes, Wire record) {
        Range range = new Range(0, 0);
        Wire tensor = new Wire(bytes, record.start(), record.stop());
        while (tensor.next())
            if (tensor.field() == TENSOR_RAW) range = new Range(tensor.start(), tensor.length());
        return range;
    }

    /** Bytes of a file. */
    record Range(int offset, int length) {}
}
