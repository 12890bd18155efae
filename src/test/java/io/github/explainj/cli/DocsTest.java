// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.explain.Explainer;
import io.github.explainj.feature.View;
import io.github.explainj.registry.Parameter;
import io.github.explainj.registry.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every method has a page that says what the program does, and no link of the documents leads nowhere. */
class DocsTest {

    private static final Path README = Jar.PROJECT.resolve("README.md");
    private static final Path PAGES = Jar.PROJECT.resolve("docs/methods");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

    @Test
    void everyMethodHasAPageThatTheReadmeLinksTo() throws IOException {
        List<String> missing = new ArrayList<>();
        String readme = Files.readString(README);
        for (Schema<Explainer> s : ReadmeTest.shipped()) {
            String file = s.name().replace('_', '-') + ".md";
            if (!Files.exists(PAGES.resolve(file))) missing.add(file);
            if (!readme.contains("(docs/methods/" + file + ")")) missing.add(file + " in README.md");
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void everyViewHasAPageThatTheReadmeLinksTo() throws IOException {
        List<String> missing = new ArrayList<>();
        String readme = Files.readString(README);
        for (Schema<View> s : ReadmeTest.shippedViews()) {
            String file = s.name().replace('_', '-') + ".md";
            if (!Files.exists(PAGES.resolve(file))) missing.add(file);
            if (!readme.contains("(docs/methods/" + file + ")")) missing.add(file + " in README.md");
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void pagesOfViewsShowAPictureTheirLinesAndAllParameters() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Schema<View> s : ReadmeTest.shippedViews())
            missing.addAll(missing(s, List.of("run(\"" + s.label() + "...\"", "explainj " + s.defaults().command() + " --model ",
                    "## Formula", "## Parameters", "## Questions", "## When it misleads", "-window.png)")));
        assertEquals(List.of(), missing);
    }

    private static List<String> missing(Schema<?> s, List<String> parts) throws IOException {
        List<String> missing = new ArrayList<>();
        String page = Files.readString(PAGES.resolve(s.name().replace('_', '-') + ".md"))
                .replace("java -jar explainj-cli.jar", "explainj");
        if (!page.contains("](../images/")) missing.add(s.name() + ": a picture");
        for (String part : parts) if (!page.contains(part)) missing.add(s.name() + ": " + part);
        for (Parameter p : s.parameters())
            if (!page.toLowerCase(Locale.ROOT).contains(p.name())) missing.add(s.name() + ": the parameter " + p.name());
        return missing;
    }

    @Test
    void pagesShowAPictureAMacroLineWithTheMenusLabelAndAllParameters() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Schema<Explainer> s : ReadmeTest.shipped()) {
            // occlusion is what the command line does when no method is named
            String line = s.name().equals("occlusion") ? "explainj" : "--method " + s.name();
            missing.addAll(missing(s, List.of("run(\"" + s.label() + "...\"", line, "## Formula", "## When it misleads")));
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void linksToFilesLeadToFiles() throws IOException {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path document : documents()) {
            // what is indented by four is code: w[i](p) is no link
            Matcher m = LINK.matcher(Files.readString(document).replaceAll("(?m)^    .*$", ""));
            while (m.find()) {
                String to = m.group(1).replaceFirst("#.*", "");
                if (to.isEmpty() || to.contains("://")) continue;
                links++;
                if (!Files.exists(document.resolveSibling(to))) broken.add(document.getFileName() + " -> " + to);
            }
        }
        assertEquals(List.of(), broken);
        assertTrue(links > 50, links + " links found");
    }

    private static List<Path> documents() throws IOException {
        List<Path> all = new ArrayList<>(List.of(README));
        for (String other : List.of("CHANGELOG.md", "test-models/README.md")) all.add(Jar.PROJECT.resolve(other));
        try (Stream<Path> files = Files.walk(Jar.PROJECT.resolve("docs"))) {
            files.filter(f -> f.toString().endsWith(".md")).forEach(all::add);
        }
        return all;
    }
}
