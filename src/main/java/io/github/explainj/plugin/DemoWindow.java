// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import io.github.explainj.probe.Cancellation;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Opens ImageJ with the bundled image, explained: what the command line's demo shows on a display. */
public final class DemoWindow {

    private DemoWindow() {}

    /** Shows map, overlay and table of each method and returns when ImageJ is closed, or on cancel. */
    public static void show(List<String> methods, Cancellation cancellation) {
        CountDownLatch closed = new CountDownLatch(1);
        cancellation.onCancel(closed::countDown);
        ImageJ window = new ImageJ();
        window.addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosed(WindowEvent e) {
                closed.countDown();
            }
        });
        new OpenSample().run("");
        ImagePlus image = WindowManager.getCurrentImage();
        IJ.run(image, "Set... ", "zoom=400");
        Map<String, String> options = Map.of("model", "sample", "input", String.valueOf(image.getID()));
        methods.forEach(m -> Door.run(() -> Method.explain(Keys.of(m).job(options))));
        image.getWindow().toFront();
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
