// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.Origin;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Those images of an index that are put on a map.
 *
 * @param stored the index
 * @param chosen which of its images, rising
 * @param left how many vectors hold values that are not finite, and are left out
 */
record SpaceSample(StoredIndex stored, List<Integer> chosen, int left) implements Vectors {

    private static final int LEAST = 3;

    /**
     * Takes all images whose vectors are finite, or some of them at random.
     *
     * @param most images
     * @throws Problem A07 when there are fewer than three
     */
    static SpaceSample of(StoredIndex stored, int most, long seed) {
        List<Integer> finite = new ArrayList<>();
        int length = stored.dimensions();
        stored.vectors((i, values, at) -> {
            if (isFinite(values, at, length)) finite.add(i);
            return true;
        });
        int left = stored.size() - finite.size();
        if (finite.size() < LEAST)
            throw new Problem("A07", "A map needs at least " + LEAST + " images, and the index in " + stored.folder()
                    + " has " + stored.size() + (left > 0 ? ", " + left + " of them with vectors that are not finite"
                            + " (the layer's values overflow or are no numbers)" : "")
                    + ". Add images with images=, or name another index.");
        int limit = length > PrincipalComponents.MOST ? Math.min(most, PrincipalComponents.MOST) : most;
        return new SpaceSample(stored, some(finite, limit, seed), left);
    }

    private static boolean isFinite(float[] values, int at, int length) {
        for (int d = at; d < at + length; d++) if (!Float.isFinite(values[d])) return false;
        return true;
    }

    private static List<Integer> some(List<Integer> all, int most, long seed) {
        if (all.size() <= most) return all;
        List<Integer> mixed = new ArrayList<>(all);
        Collections.shuffle(mixed, new Random(seed));
        return mixed.stream().limit(most).sorted().toList();
    }

    @Override
    public int count() {
        return chosen.size();
    }

    @Override
    public int length() {
        return stored.dimensions();
    }

    @Override
    public void read(Reader reader) {
        int[] next = {0};
        stored.vectors((i, values, at) -> {
            if (chosen.get(next[0]) == i) reader.take(next[0]++, values, at);
            return next[0] < chosen.size();
        });
    }

    List<Origin> origins() {
        List<Origin> all = stored.origins();
        return chosen.stream().map(all::get).toList();
    }

    /** Returns the thumbnails, {@code [n, C, h, w]}. */
    Tensor thumbnails() {
        int each = stored.channels() * StoredIndex.SIDE * StoredIndex.SIDE;
        Tensor all = Tensor.zeros(count(), stored.channels(), StoredIndex.SIDE, StoredIndex.SIDE);
        int[] next = {0};
        stored.thumbnails((i, values, at) -> {
            if (chosen.get(next[0]) == i) System.arraycopy(values, at, all.data(), each * next[0]++, each);
            return next[0] < chosen.size();
        });
        return all;
    }

    /** Says what is not on the map; empty when all is. */
    String remark() {
        String out = left == 0 ? "" : left + " of " + stored.size() + " images are left out: their vectors are not finite. ";
        if (count() == stored.size() - left) return out;
        boolean limited = length() > PrincipalComponents.MOST && count() == PrincipalComponents.MOST;
        String why = limited ? "vectors of " + length() + " elements; pooling=mean has fewer" : "most=" + count();
        return out + count() + " of " + (stored.size() - left) + " images are shown, chosen at random (" + why + "). ";
    }
}
