// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import io.github.explainj.problem.Problem;
import java.util.List;

/** Expands {@code regions:C:FILE@TENSOR} to one target per region. */
final class RegionList {

    private RegionList() {}

    static List<Target> parse(String spec, Targets.RegionNames lookup) {
        if (!(Targets.parse(spec.replaceFirst("regions:", "region:")) instanceof Region pattern))
            throw new Problem("A01", "\"" + spec + "\" stands for several targets and cannot be part of a sum."
                    + " Give it alone.");
        List<String> names = lookup.of(pattern.file());
        if (names.isEmpty())
            throw new Problem("A01", spec + " stands for no target: "
                    + (pattern.file().isEmpty() ? "there are no regions" : "\"" + pattern.file() + "\" has no regions")
                    + ". Give a label image or a ROI file that has some.");
        return names.stream()
                .map(n -> (Target) new Region(pattern.which(), pattern.file() + "#" + n, pattern.tensor()))
                .toList();
    }
}
