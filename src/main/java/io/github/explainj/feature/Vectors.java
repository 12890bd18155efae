// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

/** Vectors of one length that are read in order; not all of them need fit into memory. */
interface Vectors {

    /** Returns how many there are, n. */
    int count();

    /** Returns how long each is, D. */
    int length();

    /** Reads all of them in order, from 0. */
    void read(Reader reader);

    /** Takes one vector after the other. */
    @FunctionalInterface
    interface Reader {

        /**
         * @param i which vector, from 0
         * @param values an array that is valid during the call
         * @param at where those of the vector begin, {@code [D]}
         */
        void take(int i, float[] values, int at);
    }

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
            public void read(Reader reader) {
                for (int i = 0; i < rows.length; i++) reader.take(i, rows[i], 0);
            }
        };
    }
}
