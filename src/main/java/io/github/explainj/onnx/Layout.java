// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import java.util.HashMap;
import java.util.Map;

/**
 * The messages of the ONNX file format as far as the census has to walk them: which field is of
 * which kind, and which holds another message.
 */
enum Layout {
    MODEL("1v 2b 3b 4b 5v 6b 7:GRAPH 8b 14b 20:TRAINING 25:FUNCTION"),
    GRAPH("1:NODE 2b 5:TENSOR 10b 11:VALUE 12:VALUE 13:VALUE 14b 15:SPARSE 16b"),
    NODE("1b 2b 3b 4b 5:ATTRIBUTE 6b 7b 8b 9b 10b"),
    ATTRIBUTE("1b 2f 3v 4b 5:TENSOR 6:GRAPH 7p 8p 9b 10:TENSOR 11:GRAPH 13b 14b 15b 20v 21b 22:SPARSE 23:SPARSE"),
    TENSOR("1p 2v 3b 4p 5p 6b 7p 8b 9b 10p 11p 12b 13b 14v 16b"),
    SPARSE("1:TENSOR 2:TENSOR 3p"),
    VALUE("1b 2:TYPE 3b 4b"),
    TYPE("1:ARRAY 4:HOLDER 5:HOLDER 6b 7b 8:ARRAY 9:HOLDER"),
    ARRAY("1v 2:SHAPE"),
    SHAPE("1b"),
    HOLDER("2:TYPE"),
    TRAINING("1:GRAPH 2:GRAPH 3b 4b"),
    FUNCTION("1b 4b 5b 6b 7:NODE 8b 9b 10b 11:ATTRIBUTE 12:VALUE 13b 14b");

    private final Map<Integer, Character> kinds = new HashMap<>();
    private final Map<Integer, String> children = new HashMap<>();

    /** @param table number and kind of each field: v varint, b bytes, f 4 bytes, p a list of numbers */
    Layout(String table) {
        for (String entry : table.split(" ")) {
            int cut = 0;
            while (Character.isDigit(entry.charAt(cut))) cut++;
            int field = Integer.parseInt(entry.substring(0, cut));
            boolean message = entry.charAt(cut) == ':';
            kinds.put(field, message ? 'b' : entry.charAt(cut));
            if (message) children.put(field, entry.substring(cut + 1));
        }
    }

    boolean knows(int field) {
        return kinds.containsKey(field);
    }

    /** Returns whether a record may stand in this message; newer fields that we do not know may. */
    boolean allows(Wire record) {
        return switch (kinds.getOrDefault(record.field(), '?')) {
            case 'v' -> record.type() == Wire.VARINT;
            case 'b' -> record.type() == Wire.BYTES;
            case 'f' -> record.type() == Wire.FIXED32;
            default -> true;
        };
    }

    /** Returns the message that a record holds, or null when it holds none that is walked. */
    Layout child(Wire record) {
        if (record.type() != Wire.BYTES) return null;
        // field 1 is the element's type in a sequence and the key's number in a map
        if (this == HOLDER && record.field() == 1) return TYPE;
        String name = children.get(record.field());
        return name == null ? null : valueOf(name);
    }

    /** Returns the field with the message's name, for sentences; 0 when it has none. */
    int nameField() {
        return switch (this) {
            case NODE -> 3;
            case TENSOR -> 8;
            case GRAPH -> 2;
            case ATTRIBUTE, VALUE, FUNCTION -> 1;
            default -> 0;
        };
    }

    String noun() {
        return switch (this) {
            case MODEL -> "the model";
            case GRAPH -> "graph";
            case NODE -> "node";
            case ATTRIBUTE -> "attribute";
            case TENSOR, SPARSE -> "tensor";
            case FUNCTION -> "function";
            default -> "value";
        };
    }
}
