// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

/** Over what pictures that stand side by side are stretched to the range of colours. */
public enum Scale {

    /** Each over its own values: what it looks like, not how strong it is. */
    OWN,

    /** All over the same values, so that strong ones stand out. */
    COMMON
}
