// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.IJ;
import io.github.explainj.probe.Progress;

/**
 * Shows progress in ImageJ's status bar, with the time left.
 *
 * @param label which method
 * @param done planes that are finished
 * @param planes how many there are
 */
record StatusProgress(String label, int done, int planes) implements Progress {

    @Override
    public void update(long samples, long total, double secondsLeft) {
        IJ.showProgress((done + (total == 0 ? 0 : samples / (double) total)) / planes);
        String plane = planes == 1 ? "" : ", image " + (done + 1) + " of " + planes;
        String left = Double.isNaN(secondsLeft) ? "" : ", " + left(secondsLeft) + " left";
        IJ.showStatus("ExplainJ " + label + ": " + samples + " of " + total + left + plane + " (Esc stops)");
    }

    private static String left(double seconds) {
        return seconds < 90 ? Math.round(seconds) + " s" : Math.round(seconds / 60) + " min";
    }
}
