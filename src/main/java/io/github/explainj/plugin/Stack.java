// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

/** Which slices and frames of a stack are explained. */
public enum Stack {
    /** The slice and frame that are shown. */
    CURRENT,
    /** All slices of the frame that is shown. */
    SLICES,
    /** All frames, at the slice that is shown. */
    FRAMES,
    /** All slices of all frames. */
    ALL
}
