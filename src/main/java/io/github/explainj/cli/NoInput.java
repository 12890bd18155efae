// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import io.github.explainj.Explain;
import java.nio.file.Path;
import java.util.List;

/**
 * Stands for the network alone, where no image is looked at.
 *
 * @param model its file
 */
record NoInput(Path model) implements Input {

    @Override
    public String name() {
        return model.toString();
    }

    @Override
    public String stem() {
        return Stems.of(model.toAbsolutePath());
    }

    @Override
    public List<Path> protectedFiles() {
        return List.of();
    }

    @Override
    public List<Loaded> load(Explain explain) {
        return List.of(Loaded.nothing(stem()));
    }
}
