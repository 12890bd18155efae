// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.problem.Problem;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads YAML within limits, and without tags that name classes. */
final class Yaml {

    static final int MAX_BYTES = 3 * 1024 * 1024;
    private static final int MAX_DEPTH = 50;
    private static final int MAX_ALIASES = 50;

    private Yaml() {}

    /** Reads one document whose root is a group of entries; P15 with line and column otherwise. */
    static Facts read(Path file) {
        String name = file.getFileName().toString();
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setCodePointLimit(MAX_BYTES)
                .setMaxAliasesForCollections(MAX_ALIASES)
                .setAllowDuplicateKeys(false)
                .setAllowRecursiveKeys(false)
                .setSchema(new CoreSchema())
                .build();
        try {
            String text = text(file, name);
            YamlDepth.check(name, text, settings, MAX_DEPTH);
            Object root = new Load(settings).loadFromString(text);
            if (root instanceof Map) return Facts.of(name, root);
            throw new Problem("P15", name + " holds no group of entries at line 1, column 1, as a model description does.");
        } catch (MarkedYamlEngineException e) {
            throw new Problem("P15", name + " is not valid YAML" + where(e.getProblemMark().orElse(null)) + ": "
                    + e.getProblem() + ". Correct the file.", e);
        } catch (YamlEngineException e) {
            throw new Problem("P15", name + " cannot be read as YAML: " + e.getMessage() + ". The limits are " + MAX_BYTES
                    + " characters, depth " + MAX_DEPTH + " and " + MAX_ALIASES + " aliases.", e);
        }
    }

    private static String text(Path file, String name) {
        try {
            if (Files.size(file) > MAX_BYTES)
                throw new Problem("P15", name + " has " + Files.size(file) + " bytes; a model description may have at most "
                        + MAX_BYTES + " (3 MiB).");
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new Problem("P15", name + " is not UTF-8 text" + NotUtf8.where(file) + ". Save it as UTF-8.", e);
        } catch (IOException e) {
            throw Unreadable.because(file, e);
        }
    }

    static String where(Mark mark) {
        return mark == null ? "" : " at line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1);
    }
}
