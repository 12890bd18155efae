// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.problem.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SlidingWindowTest {

    @Test
    void positionsOnOneAxisAreThoseOfCaptum() {
        // captum: 1 + ceil((L - w) / s) shifts; 224, 16, 4 gives 53
        assertEquals(53 * 53, SlidingWindow.of(Grid.of(3, 224, 224), new int[] {3, 16, 16}, new int[] {3, 4, 4}).count());
        for (int length = 1; length < 12; length++)
            for (int w = 1; w <= length; w++)
                for (int s = 1; s <= w; s++) {
                    SlidingWindow line = SlidingWindow.of(Grid.of(1, length), new int[] {1, w}, new int[] {1, s});
                    int shifts = 1 + (int) Math.ceil((length - w) / (double) s);
                    assertEquals(shifts, line.count());
                    assertEquals(length, line.box(shifts - 1).to().get(1));
                    for (int k = 0; k < shifts; k++) {
                        assertEquals(k * s, line.box(k).from().get(1));
                        assertTrue(line.box(k).size() > 0);
                    }
                }
    }

    @Test
    void theLastAxisIsTheFastestAndEveryElementIsCovered() {
        SlidingWindow w = SlidingWindow.of(Grid.of(3, 4, 5), new int[] {2, 2, 2}, new int[] {1, 2, 2});
        assertEquals(2 * 2 * 3, w.count());
        assertEquals(new Box(List.of(0, 0, 2), List.of(2, 2, 4)), w.box(1));
        assertEquals(new Box(List.of(1, 2, 4), List.of(3, 4, 5)), w.box(11));
        Set<List<Integer>> covered = new HashSet<>();
        for (int k = 0; k < w.count(); k++) elements(w.box(k), covered);
        assertEquals(60, covered.size());
    }

    private static void elements(Box b, Set<List<Integer>> into) {
        for (int c = b.from().get(0); c < b.to().get(0); c++)
            for (int y = b.from().get(1); y < b.to().get(1); y++)
                for (int x = b.from().get(2); x < b.to().get(2); x++) into.add(List.of(c, y, x));
    }

    @Test
    void refusesWindowsLargerThanTheImageAndStridesThatLeavePixelsOut() {
        for (int[][] bad : new int[][][] {{{1, 9}, {1, 1}}, {{2, 4}, {1, 1}}, {{1, 4}, {1, 5}}, {{1, 4}, {1, 0}}, {{1, 0}, {1, 1}}}) {
            Problem p = assertThrows(Problem.class, () -> SlidingWindow.of(Grid.of(1, 8), bad[0], bad[1]));
            assertEquals("A03", p.code());
            assertTrue(p.getMessage().contains("[1, 8]"), p.getMessage());
        }
        Problem many = assertThrows(Problem.class, () -> SlidingWindow.of(Grid.of(1, 50000, 50000), new int[] {1, 1, 1}, new int[] {1, 1, 1}));
        assertEquals("A06", many.code());
    }

    @Test
    void explicitMasksFitWithAndWithoutChannels() {
        Grid grid = Grid.of(2, 2, 3);
        assertFalse(explicit(grid, 4, 2, 3).perChannel());
        assertTrue(explicit(grid, 4, 2, 2, 3).perChannel());
        assertFalse(explicit(grid, 4, 1, 2, 3).perChannel());
        assertEquals(4, explicit(grid, 4, 2, 3).count());
        List<Problem> refused = new ArrayList<>();
        for (int[] shape : new int[][] {{4, 3, 2}, {2, 3}, {4, 3, 2, 3}, {0, 2, 3}, {4, 2, 2, 2, 3}})
            refused.add(assertThrows(Problem.class, () -> explicit(grid, shape)));
        for (Problem p : refused) assertTrue(p.getMessage().contains("[n, 2, 3]") && p.code().equals("A04"), p.getMessage());
        Problem outside = assertThrows(Problem.class, () -> ExplicitMasks.of("m.npy",
                io.github.explainj.tensor.Tensor.full(255, 1, 2, 3), grid));
        assertTrue(outside.getMessage().contains("255"), outside.getMessage());
    }

    private static ExplicitMasks explicit(Grid grid, int... shape) {
        return ExplicitMasks.of("m.npy", io.github.explainj.tensor.Tensor.zeros(shape), grid);
    }
}
