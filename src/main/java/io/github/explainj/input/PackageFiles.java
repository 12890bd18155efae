// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Finds the files that a description names, and never one outside its folder. */
final class PackageFiles {

    private PackageFiles() {}

    /**
     * Returns a file below the folder; it need not exist.
     *
     * @param described the description, for messages
     */
    static Path resolve(String described, Path folder, String name) {
        if (name.startsWith("/") || name.startsWith("\\") || name.matches("^[A-Za-z]:.*"))
            throw new Problem("P02", described + " refers to the absolute path \"" + name + "\"; refused for safety. Use a path"
                    + " relative to the package.");
        try {
            Path root = folder.toAbsolutePath().normalize();
            Path file = root.resolve(name).normalize();
            if (!file.startsWith(root) || file.equals(root)) throw outside(described, name);
            for (Path p = file; !p.equals(root); p = p.getParent())
                if (Files.isSymbolicLink(p))
                    throw new Problem("P03", described + " refers to \"" + name + "\", which is a link or lies behind one; refused"
                            + " for safety. Put the file itself into the package.");
            return file;
        } catch (InvalidPathException e) {
            throw outside(described, name);
        }
    }

    private static Problem outside(String described, String name) {
        return new Problem("P01", described + " refers to \"" + name + "\", a file outside its folder; refused for safety. Put the"
                + " file into the package.");
    }

    /** Returns the hash in lower-case hexadecimal. */
    static String sha256(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[1 << 16];
            for (int n = in.read(block); n >= 0; n = in.read(block)) digest.update(block, 0, n);
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw Unreadable.because(file, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
