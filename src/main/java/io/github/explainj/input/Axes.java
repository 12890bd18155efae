// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The order of a tensor's axes in the model's own layout, one letter each: {@code b} batch, {@code c}
 * channel, {@code z y x} space, and for what is no image {@code t} time and {@code i} index.
 *
 * <p>Inside ExplainJ everything is canonical: batch, channel, then {@code z y x} (or the other axes
 * in the order in which they come).
 *
 * @param letters e.g. {@code bcyx}, {@code byxc}, {@code bczyx}, {@code yx}
 */
public record Axes(String letters) {

    private static final String KNOWN = "bczyxti";

    public Axes {
        for (int i = 0; i < letters.length(); i++)
            if (KNOWN.indexOf(letters.charAt(i)) < 0 || letters.indexOf(letters.charAt(i)) != i)
                throw new Problem("P17", "The axes \"" + letters + "\" are not possible: expected each of"
                        + " b, c, z, y, x (or t, i) at most once, e.g. bcyx or byxc.");
    }

    public int rank() {
        return letters.length();
    }

    public boolean has(char axis) {
        return letters.indexOf(axis) >= 0;
    }

    public int index(char axis) {
        return letters.indexOf(axis);
    }

    /** Returns the number of axes that are neither batch nor channel. */
    public int spatialRank() {
        return rank() - (has('b') ? 1 : 0) - (has('c') ? 1 : 0);
    }

    /** Returns where the axes of {@link #spatial()} lie, in that order. */
    public List<Integer> spatialIndices() {
        return spatial().chars().map(a -> index((char) a)).boxed().toList();
    }

    /** Returns the axes that are neither batch nor channel, in canonical order. */
    public String spatial() {
        StringBuilder s = new StringBuilder();
        for (char a : "tizyx".toCharArray()) if (has(a)) s.append(a);
        return s.toString();
    }

    /** Returns the letters in canonical order, without those that are missing. */
    public String canonical() {
        return (has('b') ? "b" : "") + (has('c') ? "c" : "") + spatial();
    }

    /** Returns whether only the missing batch or channel axis sets it apart from canonical order. */
    public boolean isCanonical() {
        return letters.equals(canonical());
    }

    /** Returns the permutation that a Transpose needs to go from canonical order to this one. */
    public long[] fromCanonical() {
        return letters.chars().mapToLong(a -> canonical().indexOf(a)).toArray();
    }

    /** Returns the permutation that a Transpose needs to go from this order to canonical order. */
    public long[] toCanonical() {
        return canonical().chars().mapToLong(a -> letters.indexOf(a)).toArray();
    }

    /** Turns a tensor of this layout into {@code [N, C, spatial...]}; missing axes get size 1. */
    public Tensor canonical(Tensor own) {
        Tensor t = Permute.of(own, toCanonical());
        List<Integer> shape = new ArrayList<>();
        int next = 0;
        shape.add(has('b') ? t.size(next++) : 1);
        shape.add(has('c') ? t.size(next++) : 1);
        while (next < t.rank()) shape.add(t.size(next++));
        return t.reshaped(shape.stream().mapToInt(i -> i).toArray());
    }

    /** Turns {@code [N, C, spatial...]} back into this layout; C may be 1 whatever the model's is. */
    public Tensor own(Tensor canonical) {
        List<Integer> shape = new ArrayList<>();
        if (has('b')) shape.add(canonical.size(0));
        if (has('c')) shape.add(canonical.size(1));
        for (int s : canonical.spatial()) shape.add(s);
        return Permute.of(canonical.reshaped(shape.stream().mapToInt(i -> i).toArray()), fromCanonical());
    }

    @Override
    public String toString() {
        return letters;
    }
}
