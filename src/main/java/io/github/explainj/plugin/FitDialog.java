// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.gui.GenericDialog;
import io.github.explainj.problem.Problem;
import java.awt.Choice;
import java.util.Optional;

/** Asks how an image of another size is fitted, without a preselection. */
final class FitDialog {

    private static final String[] CHOICES = {"choose...", "crop", "tile", "resize", "pad"};

    private FitDialog() {}

    /** Shows why it has to be chosen; empty when cancelled. */
    static Optional<String> ask(Problem why) {
        String chosen = CHOICES[0];
        while (chosen.equals(CHOICES[0])) {
            GenericDialog dialog = new GenericDialog("Image and model differ in size");
            dialog.addMessage(Shell.wrapped(why.getMessage()));
            dialog.addChoice("Fit", CHOICES, CHOICES[0]);
            dialog.showDialog();
            if (dialog.wasCanceled()) return Optional.empty();
            chosen = ((Choice) dialog.getChoices().get(0)).getSelectedItem();
        }
        return Optional.of(chosen);
    }
}
