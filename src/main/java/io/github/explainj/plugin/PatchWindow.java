// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageCanvas;
import ij.gui.Overlay;
import ij.measure.ResultsTable;
import ij.text.TextPanel;
import ij.text.TextWindow;
import io.github.explainj.explain.Finding;
import io.github.explainj.imagej.PatchImages;
import io.github.explainj.imagej.Tables;
import java.awt.Component;
import java.awt.GraphicsEnvironment;
import java.awt.event.MouseAdapter;
import java.awt.event.MouseEvent;
import java.util.List;
import java.util.function.Consumer;

/**
 * Shows patches: a montage in which a click on a patch leads to its place in its image, and a table in
 * which a double click on a row does.
 */
public final class PatchWindow {

    private PatchWindow() {}

    /** Shows both; without a display it does nothing. */
    public static void show(String title, Finding.Patches patches) {
        if (GraphicsEnvironment.isHeadless()) return;
        ImagePlus montage = PatchImages.montage(title, patches);
        Overlay places = montage.getOverlay();
        table(title + " table", patches);
        montage.show();
        ImageCanvas canvas = montage.getCanvas();
        if (canvas == null) return;
        IJ.showStatus("Click on a patch to see where it comes from");
        canvas.addMouseListener(clicks(1, e -> {
            for (int i = 0; i < places.size(); i++)
                if (places.get(i).contains(canvas.offScreenX(e.getX()), canvas.offScreenY(e.getY())))
                    jump(patches.patches().get(i));
        }));
    }

    private static void table(String title, Finding.Patches patches) {
        Tables.table(PatchImages.table(patches)).show(title);
        if (!(WindowManager.getWindow(title) instanceof TextWindow window)) return;
        TextPanel panel = window.getTextPanel();
        for (Component c : panel.getComponents())
            c.addMouseListener(clicks(2, e -> row(panel, patches)));
    }

    /** The user may have sorted the table, so a row is known by what it says. */
    private static void row(TextPanel panel, Finding.Patches patches) {
        ResultsTable table = panel.getResultsTable();
        int row = panel.getSelectionStart();
        if (table == null || row < 0 || row >= table.size()) return;
        String group = table.getStringValue("group", row);
        int rank = (int) table.getValue("rank", row);
        List<List<Object>> rows = PatchImages.table(patches).rows();
        for (int i = 0; i < rows.size(); i++)
            if (rows.get(i).get(0).equals(group) && rows.get(i).get(1).equals(rank)) {
                jump(patches.patches().get(i));
                return;
            }
    }

    private static void jump(Finding.Patch p) {
        Jump.onClick(p.origin(), p.low(), p.high());
    }

    private static MouseAdapter clicks(int count, Consumer<MouseEvent> action) {
        return new MouseAdapter() {
            @Override
            public void mouseClicked(MouseEvent e) {
                if (e.getClickCount() == count) action.accept(e);
            }
        };
    }
}
