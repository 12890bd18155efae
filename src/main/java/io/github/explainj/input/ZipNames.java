// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.problem.Problem;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Refuses entries of a zip that would not stay in one folder, or not be the same file on every system. */
final class ZipNames {

    private static final int MAX_PATH = 1024;
    private static final int MAX_NAME = 255;
    private static final Set<String> RESERVED = Set.of("con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6",
            "com7", "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9");

    private final String zip;

    ZipNames(String zip) {
        this.zip = zip;
    }

    void check(List<ZipItem> items) {
        items.forEach(this::one);
        Map<String, String> files = new HashMap<>();
        for (ZipItem i : items) {
            String before = i.isFolder() ? null : files.put(key(i.name()), i.name());
            if (before != null)
                throw new Problem("P13", zip + " has two entries that are the same file on many systems: " + shown(before) + " and "
                        + shown(i.name()) + ". Nothing was unpacked.");
        }
        for (ZipItem i : items)
            for (String folder : folders(i))
                if (files.containsKey(folder))
                    throw new Problem("P13", zip + " has " + shown(files.get(folder)) + " both as a file and as a folder (entry "
                            + shown(i.name()) + "). Nothing was unpacked.");
    }

    private void one(ZipItem i) {
        String name = i.name();
        if (name.length() > MAX_PATH)
            throw new Problem("P11", zip + " has an entry whose path is " + name.length() + " characters long (" + shown(name)
                    + "); the limit is " + MAX_PATH + ". Nothing was unpacked.");
        String bad = bad(name);
        if (!bad.isEmpty())
            throw new Problem("P09", zip + " has the entry " + shown(name) + ", which " + bad
                    + "; refused for safety. Nothing was unpacked.");
        if (i.isSpecial())
            throw new Problem("P13", zip + " has the entry " + shown(name) + ", which is a symbolic link or no regular file; refused"
                    + " for safety. Nothing was unpacked.");
    }

    private static String bad(String name) {
        if (name.isEmpty()) return "has no name";
        if (name.indexOf('\0') >= 0) return "contains a NUL character";
        if (name.indexOf('\\') >= 0) return "contains a backslash";
        if (name.startsWith("/")) return "is an absolute path";
        if (name.indexOf(':') >= 0) return "contains a colon, as a Windows drive does";
        for (String part : name.split("/")) {
            if (part.equals("..")) return "leads out of its folder";
            if (part.isEmpty() || part.equals(".")) return "has an empty part in its path";
            if (part.length() > MAX_NAME) return "has a name longer than " + MAX_NAME + " characters";
            if (part.endsWith(".") || part.endsWith(" ")) return "ends in a dot or a blank, which Windows drops";
            if (RESERVED.contains(part.split("\\.", 2)[0].strip().toLowerCase(Locale.ROOT))) return "is a device's name in Windows";
            if (part.chars().anyMatch(c -> c < 32)) return "contains a control character";
        }
        return "";
    }

    private static Set<String> folders(ZipItem i) {
        Set<String> folders = new HashSet<>();
        String path = i.name();
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1))
            folders.add(key(path.substring(0, slash)));
        return folders;
    }

    /** Returns what names have in common that a file system may take for the same. */
    private static String key(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    static String shown(String name) {
        String printable = name.replaceAll("\\p{Cntrl}", "?");
        return "\"" + (printable.length() > 80 ? printable.substring(0, 80) + "..." : printable) + "\"";
    }
}
