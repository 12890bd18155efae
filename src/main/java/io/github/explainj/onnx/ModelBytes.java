// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import ai.onnx.proto.OnnxMl;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import io.github.explainj.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The bytes of a model file, mapped into memory and not into the Java heap.
 *
 * @param path the file
 * @param stamp as it was when it was read
 * @param buffer all of it
 * @param folder the real folder that external weights are relative to
 */
record ModelBytes(Path path, FileStamp stamp, ByteBuffer buffer, Path folder) {

    private static final int PIECE = 1 << 20;

    /** Maps a file after a look at its first bytes and its size. */
    static ModelBytes read(Path path) {
        String name = path.getFileName() == null ? path.toString() : path.getFileName().toString();
        if (!Files.isRegularFile(path))
            throw new Problem("M01", name + (Files.exists(path) ? " is no file." : " does not exist.")
                    + " Choose an .onnx file (looked for " + path.toAbsolutePath() + ").");
        try (FileChannel channel = FileChannel.open(path)) {
            FileStamp stamp = FileStamp.of(path);
            ByteBuffer head = ByteBuffer.allocate((int) Math.min(FileKind.HEAD, channel.size()));
            channel.read(head, 0);
            FileKind.check(name, head.array(), stamp.size());
            if (stamp.size() > Limits.FILE_BYTES)
                throw new Problem("M34", String.format(Locale.ROOT, "%s is too large: it has %,d bytes, and one ONNX file"
                        + " can have at most %,d (2 GiB). Save the model with external data:"
                        + " onnx.save(model, path, save_as_external_data=True).", name, stamp.size(), Limits.FILE_BYTES));
            ByteBuffer all = channel.map(FileChannel.MapMode.READ_ONLY, 0, stamp.size());
            return new ModelBytes(path, stamp, all, path.toAbsolutePath().getParent().toRealPath());
        } catch (IOException e) {
            throw new Problem("M02", name + " cannot be read: " + e.getMessage()
                    + ". Check that you may read it and that the disk is connected.", e);
        }
    }

    String name() {
        return path.getFileName().toString();
    }

    /** Returns whether the file really lies where its name is: a link to it elsewhere does not count. */
    boolean liesInItsFolder() {
        return !Files.isSymbolicLink(path);
    }

    /** Builds the model; weights are views of the mapped file. */
    OnnxMl.ModelProto parse() {
        try {
            CodedInputStream in = UnsafeByteOperations.unsafeWrap(buffer.duplicate().rewind()).newCodedInput();
            in.enableAliasing(true);
            in.setRecursionLimit(Limits.RECURSION);
            return OnnxMl.ModelProto.parseFrom(in);
        } catch (IOException e) {
            throw new Problem("M02", name() + " is damaged: " + e.getMessage() + ". Download or copy the file again.", e);
        }
    }

    /** Reads the file and not its map, whose pages would count as this process's memory. */
    String sha256() {
        try (FileChannel channel = FileChannel.open(path)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            ByteBuffer piece = ByteBuffer.allocate(PIECE);
            while (channel.read(piece) >= 0) {
                digest.update(piece.flip());
                piece.clear();
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new Problem("M02", name() + " cannot be read: " + e.getMessage()
                    + ". Check that you may read it and that the disk is connected.", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
