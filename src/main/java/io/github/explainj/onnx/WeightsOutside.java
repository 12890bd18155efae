// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;

/**
 * Replaces large weights by references into the checked file, so that neither the Java heap nor the
 * generated graphs carry them.
 */
final class WeightsOutside {

    /** Smaller models are kept whole: simpler, and nothing to change on disk. */
    private static final long MODEL_BYTES = 1 << 20;

    private static final int WEIGHT_BYTES = 1024;

    private final ModelBytes bytes;
    private final ExternalData external;

    WeightsOutside(ModelBytes bytes, ExternalData external) {
        this.bytes = bytes;
        this.external = external;
    }

    OnnxMl.ModelProto of(OnnxMl.ModelProto model) {
        OnnxMl.ModelProto.Builder b = new CheckedReferences(external).of(model).toBuilder();
        OnnxMl.GraphProto.Builder g = b.getGraphBuilder();
        boolean large = bytes.stamp().size() > MODEL_BYTES && bytes.liesInItsFolder();
        List<WeightPlaces.Range> places = large ? WeightPlaces.of(bytes.buffer()) : List.of();
        for (int i = 0; i < g.getInitializerCount(); i++) {
            OnnxMl.TensorProto t = g.getInitializer(i);
            if (large && places.get(i).length() >= WEIGHT_BYTES && t.getExternalDataCount() == 0)
                g.setInitializer(i, moved(t, places.get(i)));
        }
        return large ? detached(b.build()) : b.build();
    }

    private OnnxMl.TensorProto moved(OnnxMl.TensorProto t, WeightPlaces.Range range) {
        return new ExternalData.Place(bytes.name(), range.offset(), range.length()).applied(t);
    }

    /** Copies what is left out of the mapped file, so that the map can go. */
    private static OnnxMl.ModelProto detached(OnnxMl.ModelProto model) {
        try {
            return OnnxMl.ModelProto.parseFrom(model.toByteArray());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("a model that was just read cannot be copied", e);
        }
    }
}
