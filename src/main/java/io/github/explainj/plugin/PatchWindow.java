// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import io.github.explainj.explain.Finding;

/** Shows patches: a montage that leads back to the images, and a table. */
public final class PatchWindow {

    private PatchWindow() {}

    /** Shows; without a display it does nothing. */
    public static void show(String title, Finding.Patches patches) {}
}
