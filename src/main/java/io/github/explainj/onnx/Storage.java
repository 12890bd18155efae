// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import java.util.Map;
import java.util.TreeMap;

/**
 * How elements of a type are stored in the file.
 *
 * @param bits of one element in raw data; 0 where there is no raw form
 * @param list which list holds them otherwise
 * @param perElement entries in that list for one element
 */
record Storage(int bits, Kind list, int perElement) {

    enum Kind { FLOAT, INT32, STRING, INT64, DOUBLE, UINT64 }

    private static final Map<Integer, Storage> ALL = table();

    private static Map<Integer, Storage> table() {
        Map<Integer, Storage> all = new TreeMap<>();
        all.put(1, new Storage(32, Kind.FLOAT, 1));
        all.put(6, new Storage(32, Kind.INT32, 1));
        all.put(7, new Storage(64, Kind.INT64, 1));
        all.put(8, new Storage(0, Kind.STRING, 1));
        all.put(11, new Storage(64, Kind.DOUBLE, 1));
        all.put(12, new Storage(32, Kind.UINT64, 1));
        all.put(13, new Storage(64, Kind.UINT64, 1));
        all.put(14, new Storage(64, Kind.FLOAT, 2));
        all.put(15, new Storage(128, Kind.DOUBLE, 2));
        // uint8, int8, bool, the four 8-bit floats; uint16, int16, float16, bfloat16; uint4, int4
        for (int type : new int[] {2, 3, 9, 17, 18, 19, 20}) all.put(type, new Storage(8, Kind.INT32, 1));
        for (int type : new int[] {4, 5, 10, 16}) all.put(type, new Storage(16, Kind.INT32, 1));
        for (int type : new int[] {21, 22}) all.put(type, new Storage(4, Kind.INT32, 1));
        return all;
    }

    /** Returns how a type is stored, or null when its number is unknown. */
    static Storage of(int type) {
        return ALL.get(type);
    }

    static String known() {
        return "1 to 22";
    }

    /** Returns the bytes of raw data that a number of elements takes. */
    long bytes(long elements) {
        return (elements * bits + 7) / 8;
    }

    /** Returns the entries of the list that a number of elements takes. */
    long listed(long elements) {
        return bits == 4 ? (elements + 1) / 2 : elements * perElement;
    }

    /** Returns the entries that a tensor has in its list. */
    long count(OnnxMl.TensorProto t) {
        return switch (list) {
            case FLOAT -> t.getFloatDataCount();
            case INT32 -> t.getInt32DataCount();
            case STRING -> t.getStringDataCount();
            case INT64 -> t.getInt64DataCount();
            case DOUBLE -> t.getDoubleDataCount();
            case UINT64 -> t.getUint64DataCount();
        };
    }
}
