// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.List;
import java.util.Locale;

/** Refuses arrays whose type, shape and data contradict each other (M22 to M26). */
final class Weights {

    private final Candidate candidate;

    private Weights(Candidate candidate) {
        this.candidate = candidate;
    }

    static void check(Candidate candidate) {
        Weights weights = new Weights(candidate);
        for (Scope scope : candidate.scopes()) {
            for (Scope.Held held : scope.tensors()) weights.check(held);
            scope.graph().getSparseInitializerList().forEach(weights::checkSparse);
        }
    }

    /** Returns the number of elements; throws when a size is negative or the product too large. */
    private long elements(String name, List<Long> dims) {
        long count = 1;
        for (long d : dims) {
            if (d < 0)
                throw candidate.problem("M22", "has a negative size: " + name + " has the shape " + dims
                        + ". Sizes have to be 0 or more; export the model again.");
            try {
                count = Math.multiplyExact(count, d);
            } catch (ArithmeticException e) {
                throw candidate.problem("M23", "has an impossible array: the number of elements of " + name
                        + " with the shape " + dims + " overflows 64 bits. Export the model again.");
            }
        }
        if (count > Limits.ELEMENTS)
            throw candidate.problem("M23", String.format(Locale.ROOT, "has too large an array: %s with the shape %s has"
                    + " %,d elements; at most %,d are read.", name, dims, count, Limits.ELEMENTS));
        return count;
    }

    private void check(Scope.Held held) {
        OnnxMl.TensorProto t = held.tensor();
        long elements = elements(held.name(), t.getDimsList());
        Storage storage = Storage.of(t.getDataType());
        if (storage == null)
            throw candidate.problem("M25", "has " + held.name() + " of the element type number " + t.getDataType()
                    + ", which is unknown here. Known are the numbers " + Storage.known()
                    + ". Export the model with 32-bit floats.");
        if (t.getDataLocation() == OnnxMl.TensorProto.DataLocation.EXTERNAL) return;
        if (!t.getRawData().isEmpty()) checkRaw(held, elements, storage);
        else checkListed(held, storage.listed(elements), storage.count(t));
    }

    private void checkRaw(Scope.Held held, long elements, Storage storage) {
        long needed = storage.bytes(elements);
        long has = held.tensor().getRawData().size();
        if (storage.bits() == 0 || has != needed)
            throw contradiction(held, has + " bytes of data", needed + " bytes");
    }

    private void checkListed(Scope.Held held, long needed, long has) {
        if (has != needed) throw contradiction(held, has + " values", needed + " values");
    }

    private RuntimeException contradiction(Scope.Held held, String has, String needed) {
        return candidate.problem("M24", "is damaged: " + held.name() + " has " + has + ", but its shape "
                + held.tensor().getDimsList() + " needs " + needed + ". Download the file again or export it again.");
    }

    private void checkSparse(OnnxMl.SparseTensorProto s) {
        String name = "sparse tensor \"" + s.getValues().getName() + "\"";
        long elements = elements(name, s.getDimsList());
        if (external(s.getValues()) || external(s.getIndices()))
            throw candidate.problem("M26", "keeps the data of " + name + " in another file, which is not supported."
                    + " Export the model with dense weights.");
        long[] indices = TensorData.integers(s.getIndices()).orElse(new long[0]);
        boolean flat = s.getIndices().getDimsCount() == 1;
        int rank = flat ? 1 : s.getDimsCount();
        long values = elements(name, s.getValues().getDimsList());
        if (indices.length != values * rank)
            throw candidate.problem("M26", "is damaged: " + name + " has " + values + " values and "
                    + indices.length + " indices, expected " + values * rank + ". Export the model again.");
        for (int i = 0; i < indices.length; i++) {
            long size = flat ? elements : s.getDims(i % rank);
            if (indices[i] >= 0 && indices[i] < size) continue;
            throw candidate.problem("M26", "is damaged: " + name + " has the index " + indices[i]
                    + "; allowed are 0 to " + (size - 1) + ". Export the model again.");
        }
    }

    private static boolean external(OnnxMl.TensorProto t) {
        return t.getDataLocation() == OnnxMl.TensorProto.DataLocation.EXTERNAL;
    }
}
