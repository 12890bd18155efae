// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.target.Resolved;
import io.github.explainj.target.Target;
import io.github.explainj.target.Targets;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds what is explained for each piece. The samples of a batch share the choices made on the first
 * one (a top class is found once and held fixed); every tile of an image makes its own.
 */
final class Targeting {

    private final Explain explain;
    private final Options options;
    private final Prepared input;
    private final List<String> specs;
    private List<String> fixed;

    Targeting(Explain explain, Options options, Prepared input, List<String> specs) {
        this.explain = explain;
        this.options = options;
        this.input = input;
        this.specs = specs;
    }

    List<Resolved> of(Piece piece) {
        Unchanged run = unchanged(piece);
        List<String> wanted = fixed != null ? fixed : specs;
        List<Resolved> resolved = new ArrayList<>();
        for (Target t : Targets.parseAll(wanted, run::regionNames)) resolved.add(t.resolve(run));
        if (!Tiles.tiled(input)) fixed = resolved.stream().map(Resolved::spec).toList();
        return resolved;
    }

    Unchanged unchanged(Piece piece) {
        return new Unchanged(explain.model(), piece, input.view().roi(), new NamedFiles(explain, options, input));
    }
}
