// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import java.util.List;

/** Colours that also people with a colour vision deficiency tell apart (Okabe and Ito 2008, Color Universal Design). */
final class FactorColours {

    /** Red, green and blue in [0, 1], with a name. */
    record Named(String name, int rgb) {

        float channel(int c) {
            return (rgb >> 16 - 8 * c & 0xff) / 255f;
        }
    }

    private static final List<Named> SAFE = List.of(new Named("orange", 0xE69F00), new Named("sky blue", 0x56B4E9),
            new Named("green", 0x009E73), new Named("pink", 0xCC79A7), new Named("yellow", 0xF0E442), new Named("red", 0xD55E00),
            new Named("blue", 0x0072B2));

    private FactorColours() {}

    /** Returns the colour of a factor, from 0; there are seven, and white for all others. */
    static Named of(int factor) {
        return factor < SAFE.size() ? SAFE.get(factor) : new Named("white", 0xFFFFFF);
    }
}
