// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.problem.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps two runs from writing into one folder. The system holds the lock and gives it back when a process
 * ends, however it ends: a file that is left over locks nothing.
 */
final class IndexLock implements AutoCloseable {

    static final String FILE = "index.lock";

    /** Far behind the text, so that others can read who holds it. */
    private static final long PLACE = 1L << 40;

    private final FileChannel channel;

    private IndexLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes it.
     *
     * @throws Problem E11 when another run has it, E09 when the folder cannot be written to
     */
    static IndexLock take(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isTaken(channel)) {
                channel.close();
                throw new Problem("E11", "Another run is writing to the index in " + folder + " ("
                        + holder(file)
                        + "). Wait until it is done, stop it, or give another folder for index.");
            }
            byte[] text = ("process " + ProcessHandle.current().pid() + " on " + host())
                    .getBytes(StandardCharsets.UTF_8);
            channel.truncate(0).write(ByteBuffer.wrap(text), 0);
            return new IndexLock(channel);
        } catch (IOException e) {
            throw new Problem("E09", file + " cannot be written: " + e
                    + ". Choose a folder that exists and that you may write to.", e);
        }
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock(PLACE, 1, false);
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // by this process
        }
    }

    private static String holder(Path file) throws IOException {
        String text = Files.readString(file);
        return text.isBlank() ? "holder unknown" : text;
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (IOException e) {
            return "this machine"; // a machine may not know its own name
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new Problem("E09", "The lock of the index cannot be given back: " + e
                    + ". Start the program again.", e);
        }
    }
}
