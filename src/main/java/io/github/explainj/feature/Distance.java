// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

/** How far two vectors are from each other; computed in double. */
public enum Distance {

    /**
     * {@code 1 - a.b / (|a| |b|)}, in [0, 2]: only the direction counts. A vector of zeros has none; its
     * distance from anything is 1.
     */
    COSINE {
        @Override
        public double between(float[] a, float[] b, int at) {
            double dot = 0;
            double aa = 0;
            double bb = 0;
            for (int i = 0; i < a.length; i++) {
                double x = a[i];
                double y = b[at + i];
                dot += x * y;
                aa += x * x;
                bb += y * y;
            }
            return of(dot, aa, bb);
        }

        @Override
        double of(double dot, double aa, double bb) {
            // rounding must not make it negative
            return aa == 0 || bb == 0 ? 1 : Math.max(0, 1 - dot / (Math.sqrt(aa) * Math.sqrt(bb)));
        }
    },

    /** {@code |a - b|}, in the units of the layer. */
    EUCLIDEAN {
        @Override
        public double between(float[] a, float[] b, int at) {
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                double d = (double) a[i] - b[at + i];
                sum += d * d;
            }
            return Math.sqrt(sum);
        }

        @Override
        double of(double dot, double aa, double bb) {
            return Math.sqrt(Math.max(0, aa + bb - 2 * dot));
        }
    };

    /**
     * Measures from one vector to another that is part of a block.
     *
     * @param at where {@code b} begins
     */
    public abstract double between(float[] a, float[] b, int at);

    /** Measures from the products of two vectors: a.b, a.a and b.b. */
    abstract double of(double dot, double aa, double bb);
}
