// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * An Einsum equation with one letter per axis: the ellipsis has been given letters of its own, and the
 * result is written out.
 *
 * @param operands one letter per axis of each operand
 * @param result one letter per axis of the result
 */
record Subscripts(List<String> operands, String result) {

    private static final String ELLIPSIS = "...";
    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /**
     * Reads an equation.
     *
     * @param ranks numbers of axes of the operands
     */
    static Subscripts of(String equation, List<Integer> ranks) {
        String[] sides = equation.replace(" ", "").split("->", -1);
        List<String> written = Arrays.asList(sides[0].split(",", -1));
        String free = LETTERS.chars().filter(c -> equation.indexOf(c) < 0).mapToObj(Character::toString)
                .collect(Collectors.joining());
        int most = IntStream.range(0, written.size()).map(i -> hidden(written.get(i), ranks.get(i))).max().orElse(0);
        List<String> operands = new ArrayList<>();
        // the ellipsis of an operand with fewer axes stands for the last ones, as in broadcasting
        for (int i = 0; i < written.size(); i++)
            operands.add(written.get(i).replace(ELLIPSIS, free.substring(most - hidden(written.get(i), ranks.get(i)), most)));
        String batch = free.substring(0, most);
        String result = sides.length > 1 ? sides[1].replace(ELLIPSIS, batch) : batch + once(String.join("", written));
        return new Subscripts(operands, result);
    }

    private static int hidden(String written, int rank) {
        return written.contains(ELLIPSIS) ? rank - (written.length() - ELLIPSIS.length()) : 0;
    }

    /** Returns the letters that appear only once, in alphabetical order: the result of an equation without one. */
    private static String once(String all) {
        return LETTERS.chars().filter(c -> all.indexOf(c) >= 0 && all.indexOf(c) == all.lastIndexOf(c)).sorted()
                .mapToObj(Character::toString).collect(Collectors.joining());
    }
}
