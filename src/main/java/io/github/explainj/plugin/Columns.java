// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.gui.GenericDialog;
import java.awt.Component;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Lays the fields of a long dialog in two columns, as ImageJ would put them into one that is higher than a
 * laptop's screen: on the left what is asked for every time, on the right what mostly stays as it is.
 */
final class Columns {

    /** So many rows fit on any screen. */
    private static final int FEW = 12;

    private static final Set<String> RIGHT = Set.of("fit", "normalise", "channel_list", "regions", "stack",
            "target_per_image", "overrides", "device", "show_map", "show_overlay", "show_table", "add_to_results", "output_dir");

    private final GenericDialog dialog;
    private final GridBagLayout layout;
    private final Map<String, List<Component>> rows = new LinkedHashMap<>();

    Columns(GenericDialog dialog) {
        this.dialog = dialog;
        this.layout = (GridBagLayout) dialog.getLayout();
    }

    /** Notes what belongs to a key. @param before number of the dialog's components before it was added */
    void put(String key, int before) {
        Component[] all = dialog.getComponents();
        if (all.length > before) rows.put(key, List.of(Arrays.copyOfRange(all, before, all.length)));
    }

    /** Moves the fields of the right column beside the others, when there are many. */
    void lay() {
        if (rows.size() <= FEW) return;
        int[] next = {1, 1};
        rows.forEach((key, row) -> {
            int side = RIGHT.contains(key) ? 1 : 0;
            int first = 2 * side + (row.size() == 1 ? 1 : 0);
            for (int i = 0; i < row.size(); i++) place(row.get(i), first + i, next[side]);
            next[side]++;
        });
        GridBagConstraints about = layout.getConstraints(dialog.getComponent(0));
        about.gridwidth = GridBagConstraints.REMAINDER;
        layout.setConstraints(dialog.getComponent(0), about);
        // tells ImageJ that the buttons stand below all columns
        dialog.addToSameRow();
    }

    private void place(Component c, int x, int y) {
        GridBagConstraints at = layout.getConstraints(c);
        at.gridx = x;
        at.gridy = y;
        at.gridwidth = 1;
        at.anchor = x % 2 == 0 ? GridBagConstraints.EAST : GridBagConstraints.WEST;
        at.insets = new Insets(2, x == 2 ? 20 : 0, 0, 0);
        layout.setConstraints(c, at);
    }
}
