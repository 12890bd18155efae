// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.perturb.Box;
import io.github.explainj.perturb.Boxes;
import io.github.explainj.perturb.DenseMasks;
import io.github.explainj.perturb.Fill;
import io.github.explainj.perturb.Grid;
import io.github.explainj.perturb.Masks;
import io.github.explainj.perturb.Samples;
import io.github.explainj.perturb.Scene;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Masks and fills that are their own definition. */
final class TestMasks {

    private TestMasks() {}

    /** Seeded boxes that may cut channels and reach the border. */
    static Boxes boxes(int count, long seed, Grid grid) {
        Random r = new Random(seed);
        List<Box> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<Integer> from = new ArrayList<>();
            List<Integer> to = new ArrayList<>();
            for (int size : grid.shape()) {
                int a = r.nextInt(size);
                from.add(a);
                to.add(a + 1 + r.nextInt(size - a));
            }
            all.add(new Box(from, to));
        }
        return new Boxes() {
            @Override
            public Box box(int i) {
                return all.get(i);
            }

            @Override
            public int count() {
                return count;
            }
        };
    }

    /** Seeded masks with values between 0 and 1, some exactly 0 or 1. */
    static DenseMasks dense(int count, long seed, boolean perChannel) {
        return new DenseMasks() {
            @Override
            public boolean perChannel() {
                return perChannel;
            }

            @Override
            public void write(int i, float[] into) {
                Random r = new Random(seed + i);
                for (int k = 0; k < into.length; k++) into[k] = Math.min(1, Math.max(0, r.nextFloat() * 1.5f - 0.25f));
            }

            @Override
            public int count() {
                return count;
            }
        };
    }

    static Samples samples(Masks masks) {
        return new Samples.Masked(masks, new Ramp());
    }

    /** Returns sample {@code i} as m * x + (1 - m) * b, written down in the plainest way. */
    static Tensor mixed(Masks masks, int i, Tensor x, Tensor b) {
        float[] m = new float[x.size()];
        if (masks instanceof Boxes boxes) {
            java.util.Arrays.fill(m, 1);
            for (int k = 0; k < m.length; k++) if (inside(boxes.box(i), x.shape(), k)) m[k] = 0;
        } else {
            DenseMasks dense = (DenseMasks) masks;
            float[] one = new float[dense.perChannel() ? x.size() : x.size() / x.channels()];
            dense.write(i, one);
            for (int k = 0; k < m.length; k++) m[k] = one[k % one.length];
        }
        float[] data = new float[x.size()];
        for (int k = 0; k < data.length; k++) data[k] = m[k] * x.data()[k] + (1 - m[k]) * b.data()[k];
        return new Tensor(data, x.shape());
    }

    private static boolean inside(Box box, int[] shape, int index) {
        for (int axis = shape.length - 1; axis > 0; index /= shape[axis], axis--) {
            int at = index % shape[axis];
            if (at < box.from().get(axis - 1) || at >= box.to().get(axis - 1)) return false;
        }
        return true;
    }

    /** A different value at each element. */
    record Ramp() implements Fill {
        @Override
        public Tensor values(Scene scene) {
            Tensor t = Tensor.zeros(scene.raw().shape());
            for (int i = 0; i < t.size(); i++) t.data()[i] = (i % 7) - 3;
            return t;
        }

        @Override
        public String describe(Scene scene) {
            return "ramp";
        }
    }
}
