// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.perturb;

/** A declared set of changed copies of one input; the runtime carries it out in the fastest way. */
public sealed interface Samples permits Samples.Masked {

    /** Returns how many samples there are. */
    int count();

    /** The input with parts replaced: sample i is {@code m_i * x + (1 - m_i) * b}, mixed in model space. */
    record Masked(Masks masks, Fill fill) implements Samples {
        @Override
        public int count() {
            return masks.count();
        }
    }
}
