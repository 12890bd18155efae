// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import io.github.explainj.problem.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * An ONNX file that was read and checked before ONNX Runtime sees a byte of it.
 *
 * <p>Large weights stay where they are: the graph refers to them by offsets into the checked file.
 */
public final class ModelFile {

    private final Path path;
    private final FileStamp stamp;
    private final String sha256;
    private final Graph graph;
    private final Map<Path, FileStamp> data;
    private final List<String> warnings;

    ModelFile(ModelBytes bytes, Graph graph, Map<Path, FileStamp> data) {
        this.path = bytes.path();
        this.stamp = bytes.stamp();
        this.sha256 = bytes.sha256();
        this.graph = graph;
        this.data = Map.copyOf(data);
        this.warnings = List.copyOf(WeightRemarks.of(graph));
    }

    /**
     * Reads and checks a file; a {@link Problem} with a code M.. or P.. says in one sentence what is
     * wrong with it and what to do.
     */
    public static ModelFile open(Path onnx) {
        ModelBytes bytes = ModelBytes.read(onnx);
        Census.check(bytes.name(), bytes.buffer());
        Candidate candidate = new Candidate(bytes.name(), bytes.parse());
        ExternalData external = new ExternalData(candidate, bytes.folder());
        ModelCheck.check(candidate, external);
        OnnxMl.ModelProto model = new WeightsOutside(bytes, external).of(candidate.model());
        return new ModelFile(bytes, new Graph(Tidy.of(model), bytes.folder()), external.files());
    }

    public Graph graph() {
        return graph;
    }

    public Path path() {
        return path;
    }

    /** Returns the SHA-256 of the file, in hexadecimal. */
    public String sha256() {
        return sha256;
    }

    /** Returns sentences about what looks wrong but can run, e.g. weights that are not numbers. */
    public List<String> warnings() {
        return warnings;
    }

    /**
     * Refuses to go on (M34) when the file, or one that holds its weights, was changed since it was
     * opened. A file that was only copied over itself is read again and compared.
     */
    public void requireUnchanged() {
        try {
            boolean same = FileStamp.of(path).equals(stamp) || ModelBytes.read(path).sha256().equals(sha256);
            if (!same) throw changed(path);
            for (Map.Entry<Path, FileStamp> file : data.entrySet())
                if (!FileStamp.of(file.getKey()).equals(file.getValue())) throw changed(file.getKey());
        } catch (IOException e) {
            throw changed(path);
        }
    }

    private static Problem changed(Path file) {
        return new Problem("M34", file.getFileName() + " has changed on disk since it was checked."
                + " Open the model again.");
    }
}
