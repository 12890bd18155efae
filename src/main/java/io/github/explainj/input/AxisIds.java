// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The axes of a tensor of a package, by the ids that its steps use.
 *
 * @param letters id to letter, in the tensor's order
 */
record AxisIds(Map<String, Character> letters) {

    /** Returns the axes of format 0.4, where ids are letters. */
    static AxisIds letters(String axes) {
        Map<String, Character> letters = new LinkedHashMap<>();
        for (char a : axes.toCharArray()) letters.put(String.valueOf(a), a);
        return new AxisIds(letters);
    }

    Axes axes() {
        StringBuilder s = new StringBuilder();
        letters.values().forEach(s::append);
        return new Axes(s.toString());
    }

    /** Returns the position of an axis in {@code [N, C, spatial...]}. */
    int position(Facts step, String id) {
        Character letter = letters.get(id);
        if (letter == null)
            throw new Problem("P17", step.file() + ": a step names the axis \"" + id + "\", which the tensor does not have; it has "
                    + String.join(", ", letters.keySet()) + ".");
        return letter == 'b' ? 0 : letter == 'c' ? 1 : 2 + axes().spatial().indexOf(letter);
    }

    List<Integer> all() {
        return IntStream.range(0, axes().spatialRank() + 2).boxed().toList();
    }
}
