// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import io.github.explainj.problem.Problem;
import java.util.List;

/** Coordinates in SPECs. */
final class Places {

    private Places() {}

    static String text(List<Integer> coordinates) {
        return String.join(",", coordinates.stream().map(String::valueOf).toList());
    }

    /** Refuses coordinates that a tensor does not have. */
    static void check(Site site, List<Integer> coordinates, List<Integer> sizes) {
        boolean inside = coordinates.size() == sizes.size();
        for (int i = 0; inside && i < sizes.size(); i++)
            inside = coordinates.get(i) >= 0 && coordinates.get(i) < sizes.get(i);
        if (inside) return;
        if (sizes.isEmpty())
            throw new Problem("A01", site.spec() + " is not possible: " + site.where() + " has one number per sample and no places."
                    + " Choose index:0, or another tensor with @NAME.");
        List<String> ranges = sizes.stream().map(s -> s == 1 ? "0" : "0..." + (s - 1)).toList();
        throw new Problem("A01", site.spec() + " is not possible: " + site.where() + " needs " + sizes.size()
                + " coordinates in the ranges " + String.join(", ", ranges) + ", got " + text(coordinates)
                + ". Choose numbers in these ranges.");
    }
}
