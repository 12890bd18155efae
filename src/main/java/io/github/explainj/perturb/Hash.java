// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

/** Turns a seed and an index into a seed of its own, so that neighbours share no random stream. */
final class Hash {

    private Hash() {}

    static long of(long seed, long index) {
        return mix(mix(seed) + index);
    }

    /** Stafford's variant 13 of the 64-bit MurmurHash3 finaliser. */
    private static long mix(long z) {
        long a = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ a >>> 27) * 0x94d049bb133111ebL;
        return b ^ b >>> 31;
    }
}
