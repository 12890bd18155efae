// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.gradient;

import java.util.Arrays;
import java.util.Random;

/** Random small shapes for checks. */
final class Shapes {

    private Shapes() {}

    /** Returns a shape of {@code least} to {@code most} axes of sizes 1 to 4. */
    static int[] random(Random random, int least, int most) {
        int[] shape = new int[least + random.nextInt(most - least + 1)];
        for (int a = 0; a < shape.length; a++) shape[a] = 1 + random.nextInt(4);
        return shape;
    }

    /** Returns a shape that broadcasts to the given one: leading axes dropped, some sizes 1. */
    static int[] broadcast(Random random, int[] shape) {
        int[] own = Arrays.copyOfRange(shape, random.nextInt(shape.length), shape.length);
        for (int a = 0; a < own.length; a++) if (random.nextInt(3) == 0) own[a] = 1;
        return own;
    }
}
