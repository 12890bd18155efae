// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.plugin.PlugIn;

/**
 * Looks into a network with one view from menu or macro; its argument is the view's name:
 * {@code Look("feature_maps")} in {@code plugins.config}.
 */
public final class Look implements PlugIn {

    @Override
    public void run(String view) {
        Door.run(() -> Method.run(Keys.ofView(view)));
    }
}
