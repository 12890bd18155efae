// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

/** Vectors of one length that are read one at a time; not all of them need fit into memory. */
interface Vectors {

    /** Returns how many there are, n. */
    int count();

    /** Returns how long each is, D. */
    int length();

    /** Returns one of them, {@code [D]}; nobody writes into it. */
    float[] vector(int i);

    /** Shows rows of an array. */
    static Vectors of(float[][] rows) {
        return new Vectors() {
            @Override
            public int count() {
                return rows.length;
            }

            @Override
            public int length() {
                return rows[0].length;
            }

            @Override
            public float[] vector(int i) {
                return rows[i];
            }
        };
    }
}
