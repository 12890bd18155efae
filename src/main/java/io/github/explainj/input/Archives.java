// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Unpacks zip packages, each once: into a temporary folder that is then renamed to the SHA-256 of the zip
 * in the user's cache, so that what lies there is always complete.
 */
final class Archives {

    /** System property that names another folder for unpacked packages. */
    static final String PROPERTY = "explainj.packages";

    private static final int MAX_NESTED_TEXT = Yaml.MAX_BYTES;

    private Archives() {}

    static boolean isZip(Path file) {
        if (file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".zip")) return true;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] first = in.readNBytes(4);
            return first.length == 4 && first[0] == 'P' && first[1] == 'K' && first[2] == 3 && first[3] == 4;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** Returns the folder that holds the package; P09 to P13 when it is not safe or not whole. */
    static Path unpack(Path zip) {
        Path packages = UserCache.folder(PROPERTY).resolve("packages");
        Path target = packages.resolve(PackageFiles.sha256(zip));
        if (Files.isDirectory(target)) return target;
        try {
            Files.createDirectories(packages);
            Path temporary = Files.createTempDirectory(packages, "unpacking");
            try {
                extract(zip, temporary);
                move(temporary, target);
            } finally {
                delete(temporary);
            }
            return target;
        } catch (IOException e) {
            throw unreadable(zip, e);
        }
    }

    private static void extract(Path zip, Path folder) throws IOException {
        String name = zip.getFileName().toString();
        try (FileChannel file = FileChannel.open(zip)) {
            ZipDirectory directory = new ZipDirectory(name, file);
            List<ZipItem> items = directory.read();
            new ZipNames(name).check(items);
            ZipExtract extract = new ZipExtract(name, directory);
            extract.check(items, Files.getFileStore(folder).getUsableSpace());
            extract.extract(items, folder);
            nested(name, items, folder);
        }
    }

    /** Refuses zips inside the zip, unless the description names them: weights of TensorFlow are zips. */
    private static void nested(String zip, List<ZipItem> items, Path folder) throws IOException {
        StringBuilder described = new StringBuilder();
        for (ZipItem i : items)
            if (i.name().matches("(?i).*\\.ya?ml") && i.size() <= MAX_NESTED_TEXT)
                described.append(new String(Files.readAllBytes(folder.resolve(i.name())), java.nio.charset.StandardCharsets.UTF_8));
        for (ZipItem i : items) {
            String file = i.name().substring(i.name().lastIndexOf('/') + 1);
            if (file.matches("(?i).*\\.(zip|jar|war|7z|rar|gz|tar|tgz|xz|bz2)") && described.indexOf(file) < 0)
                throw new Problem("P10", zip + " contains another archive (" + ZipNames.shown(i.name()) + ") that its description does"
                        + " not name; the limit is 0 levels of nesting. Unpack it and open the folder. Nothing was kept.");
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to);
        } catch (FileSystemException e) {
            // another program unpacked the same zip meanwhile
            if (!Files.isDirectory(to)) throw e;
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path p : all.sorted(Comparator.reverseOrder()).toList()) Files.delete(p);
        }
    }

    private static Problem unreadable(Path zip, IOException e) {
        return new Problem("E09", zip + " cannot be unpacked: " + e.getMessage() + ". Check the rights and the free space of "
                + UserCache.folder(PROPERTY) + ", or unpack it yourself and open the folder.", e);
    }
}
