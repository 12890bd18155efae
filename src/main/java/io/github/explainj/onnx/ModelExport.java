// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.UnsafeByteOperations;
import io.github.explainj.problem.Problem;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes a graph as a model that stands by itself: weights that lie in the original file are copied,
 * into the model or, above 2 GB, into {@code OUT.onnx.data} beside it. They never enter the heap.
 */
public final class ModelExport {

    /** A message of protobuf can have 2 GiB; this leaves room for all that is not weights. */
    private static final long MOST = 2_000_000_000L;

    private static final int ALIGNMENT = 4096;

    private ModelExport() {}

    /**
     * Writes the model; the file appears under its name when it is complete.
     *
     * @param source the file that the graph was made of, which is never overwritten
     * @throws Problem A08 when it would overwrite the model that it was made of, E09 when it cannot be
     *     written
     */
    public static void write(Graph graph, Path source, Path file) {
        write(graph, source, file, MOST);
    }

    static void write(Graph graph, Path source, Path file, long most) {
        Path beside = file.resolveSibling(file.getFileName() + ".data");
        for (Path target : List.of(file, beside)) refuseOwn(graph, source, target);
        Path unfinished = file.resolveSibling(".unfinished-" + file.getFileName());
        try {
            if (file.toAbsolutePath().getParent() != null) Files.createDirectories(file.toAbsolutePath().getParent());
            boolean outside = graph.proto().getGraph().getInitializerList().stream().mapToLong(ModelExport::bytes).sum() > most;
            OnnxMl.ModelProto whole = outside ? beside(graph, beside) : inside(graph);
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(unfinished))) {
                whole.writeTo(out);
            }
            Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Problem("E09", file + " cannot be written: " + e.getMessage()
                    + ". Choose a folder with write permission and free space.", e);
        } finally {
            unfinished.toFile().delete();
        }
    }

    private static void refuseOwn(Graph graph, Path source, Path file) {
        boolean own = same(source, file);
        for (OnnxMl.TensorProto t : graph.proto().getGraph().getInitializerList())
            own |= isOutside(t) && same(graph.folder().orElseThrow().resolve(place(t).location()), file);
        if (own)
            throw new Problem("A08", file + " is the model itself and would be overwritten. Choose another name.");
    }

    private static boolean same(Path a, Path b) {
        try {
            return Files.exists(b) && Files.isSameFile(a, b);
        } catch (IOException e) {
            return a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize());
        }
    }

    private static OnnxMl.ModelProto inside(Graph graph) {
        return with(graph, graph.proto().getGraph().getInitializerList().stream()
                .map(t -> isOutside(t) ? embedded(t, graph.folder().orElseThrow()) : t).toList());
    }

    private static OnnxMl.TensorProto embedded(OnnxMl.TensorProto t, Path folder) {
        ByteBuffer bytes = TensorData.bytes(t, folder).orElseThrow();
        return t.toBuilder().clearExternalData().clearDataLocation().setRawData(UnsafeByteOperations.unsafeWrap(bytes)).build();
    }

    private static OnnxMl.ModelProto beside(Graph graph, Path data) throws IOException {
        Path unfinished = data.resolveSibling(".unfinished-" + data.getFileName());
        List<OnnxMl.TensorProto> moved = new ArrayList<>();
        try (FileChannel out = FileChannel.open(unfinished, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            for (OnnxMl.TensorProto t : graph.proto().getGraph().getInitializerList())
                moved.add(moved(t, graph.folder().orElse(null), out, data.getFileName().toString()));
        }
        Files.move(unfinished, data, StandardCopyOption.REPLACE_EXISTING);
        return with(graph, moved);
    }

    private static OnnxMl.TensorProto moved(OnnxMl.TensorProto t, Path folder, FileChannel out, String name) throws IOException {
        Optional<ByteBuffer> bytes = TensorData.bytes(t, folder);
        if (bytes.isEmpty() || bytes.get().remaining() < ALIGNMENT) return t;
        long at = (out.position() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        out.position(at);
        long length = bytes.get().remaining();
        while (bytes.get().hasRemaining()) out.write(bytes.get());
        return new ExternalData.Place(name, at, length).applied(t);
    }

    private static OnnxMl.ModelProto with(Graph graph, List<OnnxMl.TensorProto> initialisers) {
        return graph.proto().toBuilder().setGraph(graph.proto().getGraph().toBuilder()
                .clearInitializer().addAllInitializer(initialisers)).build();
    }

    private static long bytes(OnnxMl.TensorProto t) {
        return isOutside(t) ? place(t).length() : t.getSerializedSize();
    }

    private static boolean isOutside(OnnxMl.TensorProto t) {
        return t.getDataLocation() == OnnxMl.TensorProto.DataLocation.EXTERNAL;
    }

    private static ExternalData.Place place(OnnxMl.TensorProto t) {
        return ExternalData.Place.of(t);
    }
}
