// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Prints the style's budgets, a mirror and not a wall; fails only for what has no excuse. */
class StyleBudgetTest {

    private static final Path MAIN = Path.of("src/main/java");
    private static final Path TEST = Path.of("src/test/java");
    private static final Pattern METHOD = Pattern.compile("^((?: {4})+)(?!(?:if|for|while|switch|try|catch|do|else|return|new)\\b|.*\\b(?:record|class|enum|interface) |.* = )[\\w@<].*\\)"
            + "(?: throws [\\w., ]+)? \\{$");

    @Test
    void budgetsArePrinted() throws IOException {
        Map<Path, List<String>> main = files(MAIN);
        List<Integer> files = main.values().stream().map(List::size).sorted().toList();
        List<Integer> methods = new ArrayList<>();
        Map<String, Integer> longest = new TreeMap<>();
        main.forEach((file, lines) -> methods(lines).forEach((line, length) -> {
            methods.add(length);
            if (length > 30) longest.put(file.getFileName() + ":" + line, length);
        }));
        methods.sort(null);
        long testLines = files(TEST).values().stream().mapToLong(List::size).sum();
        long mainLines = files.stream().mapToLong(i -> i).sum();
        System.out.printf("files: %d, median %d (budget 90), longest %d (300)%n", files.size(), middle(files), last(files));
        System.out.printf("methods: %d, median %d (13), longest %d (30); longer than 30: %s%n", methods.size(),
                middle(methods), last(methods), longest);
        System.out.printf("test lines / main lines: %d / %d = %.2f (0.6)%n", testLines, mainLines, (double) testLines / mainLines);
        main.forEach((file, lines) -> {
            if (lines.size() > 300) System.out.println("longer than 300: " + file + " " + lines.size());
        });
        assertTrue(middle(files) <= 90, "median file has " + middle(files) + " lines");
        assertTrue(last(files) <= 400, "the longest file has " + last(files) + " lines");
    }

    @Test
    void everyFileBeginsWithItsLicence() throws IOException {
        for (Path root : List.of(MAIN, TEST))
            files(root).forEach((file, lines) -> assertEquals("// SPDX-License-Identifier: BSD-2-Clause", lines.get(0), file.toString()));
    }

    @Test
    void nothingIsLeftUnsaid() throws IOException {
        List<String> found = new ArrayList<>();
        for (String word : List.of("printStackTrace", "TODO", "FIXME", "@Disabled"))
            for (Path root : List.of(MAIN, TEST))
                files(root).forEach((file, lines) -> {
                    if (!file.endsWith("StyleBudgetTest.java") && lines.stream().anyMatch(l -> l.contains(word))) found.add(file + ": " + word);
                });
        files(MAIN).forEach((file, lines) -> lines.stream().filter(l -> l.matches(".*throw new \\w+\\(\\);.*"))
                .forEach(l -> found.add(file + ":" + l)));
        assertEquals(List.of(), found);
    }

    /** Returns the length of each method by the line where it begins: up to the brace at its own indentation. */
    private static Map<Integer, Integer> methods(List<String> lines) {
        Map<Integer, Integer> lengths = new TreeMap<>();
        for (int i = 0; i < lines.size(); i++) {
            Matcher m = METHOD.matcher(lines.get(i));
            if (!m.matches() || i == 0 || !lines.get(i - 1).matches("|.*[;{}/]| +@.*")) continue;
            int end = i;
            while (end < lines.size() - 1 && !lines.get(end).equals(m.group(1) + "}")) end++;
            lengths.put(i + 1, end - i + 1);
        }
        return lengths;
    }

    private static Map<Path, List<String>> files(Path root) throws IOException {
        Map<Path, List<String>> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path p : all.filter(f -> f.toString().endsWith(".java")).toList()) files.put(p, Files.readAllLines(p));
        }
        return files;
    }

    private static int middle(List<Integer> sorted) {
        return sorted.get(sorted.size() / 2);
    }

    private static int last(List<Integer> sorted) {
        return sorted.get(sorted.size() - 1);
    }
}
