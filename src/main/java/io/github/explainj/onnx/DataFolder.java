// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds files below a model's folder, and nothing else: no way out, no links, no devices. */
final class DataFolder {

    private final Candidate candidate;
    private final Path folder;

    /** @param folder the model's folder, with links in it resolved */
    DataFolder(Candidate candidate, Path folder) {
        this.candidate = candidate;
        this.folder = folder;
    }

    /** Returns the file that a reference means, after all checks. */
    Path file(String tensor, String location) {
        Path file = below(tensor, location);
        refuseLinks(location, file);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || file.toFile().length() == 0)
            throw notAFile(tensor, location, file);
        refuseHardLinks(location, file);
        return file;
    }

    /** Returns a checked file as ONNX Runtime is told: relative to the folder, with slashes. */
    String relative(Path file) {
        return folder.relativize(file).toString().replace('\\', '/');
    }

    private Path below(String tensor, String location) {
        String path = location.replace('\\', '/');
        if (path.startsWith("/") || path.matches("^[A-Za-z]:.*"))
            throw candidate.problem("P02", refers(tensor, location) + " by an absolute path, outside its folder; refused"
                    + " for safety. " + way());
        List<String> parts = new ArrayList<>();
        for (String part : path.split("/")) {
            if (part.equals("..") && parts.isEmpty())
                throw candidate.problem("P01", refers(tensor, location) + " outside its folder; refused for safety. "
                        + way());
            if (part.equals("..")) parts.remove(parts.size() - 1);
            else if (!part.isEmpty() && !part.equals(".")) parts.add(part);
        }
        try {
            return folder.resolve(String.join("/", parts));
        } catch (InvalidPathException e) {
            throw candidate.problem("P08", refers(tensor, location) + ", which is no possible file name. " + way());
        }
    }

    private void refuseLinks(String location, Path file) {
        Path at = folder;
        for (Path part : folder.relativize(file)) {
            at = at.resolve(part);
            if (Files.exists(at, LinkOption.NOFOLLOW_LINKS) && isLink(at))
                throw candidate.problem("P03", "refers to \"" + location + "\", but \"" + at.getFileName()
                        + "\" is a link; refused for safety. Put a copy of the file itself next to the model.");
        }
    }

    private static boolean isLink(Path path) {
        try {
            // a Windows junction is no symbolic link, but its real path lies elsewhere
            Path real = path.toRealPath();
            return Files.isSymbolicLink(path) || !real.getParent().equals(path.getParent().toRealPath());
        } catch (IOException e) {
            return Files.isSymbolicLink(path);
        }
    }

    private void refuseHardLinks(String location, Path file) {
        int links = links(file).orElse(1);
        if (links > 1)
            throw candidate.problem("P04", "refers to \"" + location + "\", which has more than one hard link (" + links
                    + "), so that another name may change it; refused for safety. Copy the file and put the copy in"
                    + " its place.");
    }

    private static Optional<Integer> links(Path file) {
        try {
            return file.getFileSystem().supportedFileAttributeViews().contains("unix")
                    ? Optional.of((Integer) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private RuntimeException notAFile(String tensor, String location, Path file) {
        String why = !Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? "is missing"
                : Files.isDirectory(file) ? "is a folder"
                : Files.isRegularFile(file) ? "is empty" : "is no regular file";
        return candidate.problem("P08", refers(tensor, location) + ", which " + why + ". The file \"" + location
                + "\" is expected next to the model: download it too.");
    }

    private static String refers(String tensor, String location) {
        return "keeps the data of " + tensor + " in the file \"" + location + "\"";
    }

    private static String way() {
        return "Put the file next to the model and export the model with a plain file name.";
    }
}
