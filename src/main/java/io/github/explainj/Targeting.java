// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.input.ImageRegions;
import io.github.explainj.target.Resolved;
import io.github.explainj.target.Target;
import io.github.explainj.target.Targets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds what is explained for each piece. The samples of a batch share the choices made on the first
 * one (a top class is found once and held fixed); every tile of an image makes its own.
 */
final class Targeting {

    private final Explain explain;
    private final Prepared input;
    private final List<String> specs;
    private final ImageRegions regions;
    private final NamedFiles files;
    private List<String> fixed;

    Targeting(Explain explain, Options options, Prepared input, List<String> specs, ImageRegions regions) {
        this.explain = explain;
        this.input = input;
        this.specs = specs;
        this.regions = regions;
        this.files = new NamedFiles(explain, options, input);
    }

    List<Resolved> of(Piece piece) {
        Unchanged run = unchanged(piece);
        List<String> wanted = fixed != null ? fixed : specs;
        List<Resolved> resolved = new ArrayList<>();
        List<Target> targets = Targets.parseAll(wanted, run::regionNames);
        Set<String> tensors = new LinkedHashSet<>();
        targets.forEach(t -> tensors.addAll(t.tensors(run.facts())));
        run.load(tensors);
        for (Target t : targets) resolved.add(t.resolve(run));
        if (!Tiles.tiled(input)) fixed = resolved.stream().map(Resolved::spec).toList();
        return resolved;
    }

    Unchanged unchanged(Piece piece) {
        return new Unchanged(explain, piece, input.framing().roi(), regions, files);
    }
}
