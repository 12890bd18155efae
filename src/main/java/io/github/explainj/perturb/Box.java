// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

import java.util.List;

/**
 * A box of elements of {@code [C, spatial...]}.
 *
 * @param from first index per axis, the channel axis first
 * @param to one past the last index per axis
 */
public record Box(List<Integer> from, List<Integer> to) {

    public Box {
        from = List.copyOf(from);
        to = List.copyOf(to);
    }

    /** Returns the number of elements inside. */
    public int size() {
        int n = 1;
        for (int i = 0; i < from.size(); i++) n = Math.multiplyExact(n, to.get(i) - from.get(i));
        return n;
    }
}
