// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Resolves the references to weights in other files, or refuses them (P01 to P08), so that the only
 * references that reach ONNX Runtime are those written here.
 */
final class ExternalData {

    private static final Set<String> KEYS = Set.of("location", "offset", "length", "checksum", "basepath");

    /** In-memory references of ONNX Runtime; in a file they would point into our own memory. */
    private static final String MARKER = "_ORT_";

    private final Candidate candidate;
    private final DataFolder folder;
    private final Map<Path, FileStamp> files = new TreeMap<>();

    ExternalData(Candidate candidate, Path folder) {
        this.candidate = candidate;
        this.folder = new DataFolder(candidate, folder);
    }

    /** Returns the files that hold weights, as they were when they were checked. */
    Map<Path, FileStamp> files() {
        return files;
    }

    /** Refuses references into memory (P05), wherever they are hidden. */
    void refuseMarkers() {
        for (Scope.Held held : arrays())
            for (OnnxMl.StringStringEntryProto e : held.tensor().getExternalDataList())
                if (e.getValue().contains(MARKER))
                    throw candidate.problem("P05", "holds the internal marker \"" + e.getValue() + "\" in " + held.name()
                            + ". It is forbidden in a file: the model is malicious or broken. Do not use it.");
    }

    /** Checks every reference of the model; types and shapes have been checked before. */
    void check() {
        for (Scope.Held held : arrays())
            if (held.tensor().getDataLocation() == OnnxMl.TensorProto.DataLocation.EXTERNAL) resolve(held);
    }

    private List<Scope.Held> arrays() {
        return candidate.scopes().stream().flatMap(s -> s.tensors().stream()).toList();
    }

    private Place resolve(Scope.Held held) {
        Map<String, String> entries = entries(held);
        Path file = folder.file(held.name(), entries.get("location"));
        try {
            files.put(file, FileStamp.of(file));
            return range(held, entries, file, files.get(file).size());
        } catch (IOException e) {
            throw candidate.problem("P08", "needs the file \"" + entries.get("location") + "\", which cannot be read: "
                    + e.getMessage());
        }
    }

    private Map<String, String> entries(Scope.Held held) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (OnnxMl.StringStringEntryProto e : held.tensor().getExternalDataList()) {
            if (!KEYS.contains(e.getKey()))
                throw candidate.problem("P06", "refers to outside data with the unknown key \"" + e.getKey() + "\" ("
                        + held.name() + "). Allowed keys: location, offset, length, checksum, basepath."
                        + " Export the model again.");
            if (entries.put(e.getKey(), e.getValue()) != null)
                throw candidate.problem("P06", "refers to outside data with the key \"" + e.getKey()
                        + "\" given twice (" + held.name() + "). Export the model again.");
        }
        if (!entries.containsKey("location"))
            throw candidate.problem("P06", "refers to outside data without the key \"location\" (" + held.name()
                    + "). Export the model again.");
        return entries;
    }

    private Place range(Scope.Held held, Map<String, String> entries, Path file, long size) {
        long needed = Storage.of(held.tensor().getDataType()).bytes(held.tensor().getDimsList().stream()
                .reduce(1L, (a, b) -> a * b));
        long offset = number(held, entries, "offset", 0, size);
        long length = number(held, entries, "length", needed, size);
        boolean fits = offset >= 0 && length >= 0 && offset <= size && length <= size - offset;
        if (!fits || length != needed)
            throw candidate.problem("P07", "is damaged: " + held.name() + " takes " + needed + " bytes, and is said to lie"
                    + " at offset " + offset + " with length " + length + " in " + file.getFileName() + ", which has "
                    + size + " bytes. Download both files again.");
        return new Place(folder.relative(file), offset, length);
    }

    private long number(Scope.Held held, Map<String, String> entries, String key, long otherwise, long size) {
        String text = entries.get(key);
        try {
            return text == null ? otherwise : Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw candidate.problem("P07", "is damaged: the " + key + " of " + held.name() + " is \"" + text
                    + "\", expected a whole number of bytes up to " + size + ". Download the files again.");
        }
    }

    /** Returns the same array with a reference that was checked and that we wrote; others unchanged. */
    OnnxMl.TensorProto rewritten(OnnxMl.TensorProto t) {
        if (t.getDataLocation() != OnnxMl.TensorProto.DataLocation.EXTERNAL)
            return t.getExternalDataCount() == 0 ? t : t.toBuilder().clearExternalData().build();
        return resolve(new Scope.Held("tensor \"" + t.getName() + "\"", t)).applied(t);
    }


    /** Where an array lies: file name relative to the model's folder, and bytes. */
    record Place(String location, long offset, long length) {

        OnnxMl.TensorProto applied(OnnxMl.TensorProto t) {
            return t.toBuilder().clearRawData().clearExternalData()
                    .setDataLocation(OnnxMl.TensorProto.DataLocation.EXTERNAL)
                    .addExternalData(entry("location", location))
                    .addExternalData(entry("offset", String.valueOf(offset)))
                    .addExternalData(entry("length", String.valueOf(length)))
                    .build();
        }

        static Place of(OnnxMl.TensorProto t) {
            Map<String, String> e = new LinkedHashMap<>();
            t.getExternalDataList().forEach(x -> e.put(x.getKey(), x.getValue()));
            return new Place(e.get("location"), Long.parseLong(e.get("offset")), Long.parseLong(e.get("length")));
        }

        private static OnnxMl.StringStringEntryProto entry(String key, String value) {
            return OnnxMl.StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
        }
    }
}
