// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageRoi;
import ij.gui.Roi;
import ij.plugin.Zoom;
import ij.plugin.frame.Recorder;
import java.awt.Dialog;
import java.awt.Rectangle;
import java.awt.Toolkit;
import java.io.File;
import java.util.Arrays;
import java.util.List;

/**
 * Uses ExplainJ in plain ImageJ with a window as a user does: menu entries, a filled dialog, the
 * recorder; then plays the recorded line back and compares the maps bit for bit.
 */
public final class WindowHost {

    private WindowHost() {}

    /** @param args file for the screenshot */
    public static void main(String[] args) {
        try {
            use(args);
            System.exit(0);
        } catch (Exception e) {
            System.out.println(e + " at " + java.util.Arrays.toString(e.getStackTrace()));
            System.exit(1);
        }
    }

    private static void use(String[] args) throws Exception {
        new ImageJ(ImageJ.STANDALONE);
        Recorder recorder = new Recorder();
        Gui.choose("", "Open Sample");
        ImagePlus image = Gui.await("the sample", WindowManager::getCurrentImage);
        String title = image.getTitle();
        // The recorder knows one command at a time: let this one end before the next is chosen.
        System.out.println("opened " + title + " by " + Gui.await("its line", () -> recorded(recorder, "Open Sample")));

        Gui.choose("", "Occlusion Map...");
        Dialog dialog = Gui.await("the dialog", () -> Gui.dialog("Occlusion Map"));
        Gui.fill(dialog, "model", "sample");
        Gui.fill(dialog, "window", "12");
        Gui.fill(dialog, "stride", "6");
        IJ.wait(500);
        Gui.capture(List.of(dialog.getBounds()), new File(args[0].replace(".png", "-dialog.png")));
        Gui.press(Gui.button(dialog, "OK"));
        ImagePlus map = Gui.await("the heat map", () -> WindowManager.getImage(title.replace(".tif", "") + "_occlusion"));
        Gui.await("the overlay", () -> hasOverlay(image) ? image : null);
        float[] fromMenu = ((float[]) map.getProcessor().getPixels()).clone();
        String line = Gui.await("the recorded line", () -> recorded(recorder, "Occlusion Map..."));
        System.out.println("recorded " + line);

        screenshot(image, map, new File(args[0]));
        map.changes = false;
        map.close();
        IJ.selectWindow(title);
        IJ.runMacro(line);
        ImagePlus again = Gui.await("the replayed map", () -> WindowManager.getImage(title.replace(".tif", "") + "_occlusion"));
        System.out.println("same " + Arrays.equals(fromMenu, (float[]) again.getProcessor().getPixels()));
        System.out.println("overlays " + image.getOverlay().size());
        gradCam(recorder, image, new File(args[0].replace("occlusion", "grad-cam")));
    }

    /** Chooses a method of a submenu and takes its dialog as it is, which remembers the model. */
    private static void gradCam(Recorder recorder, ImagePlus image, File shot) throws Exception {
        image.setOverlay(null);
        IJ.selectWindow(image.getTitle());
        Gui.choose(">Class Activation Maps", "Grad-CAM...");
        Dialog dialog = Gui.await("the dialog of Grad-CAM", () -> Gui.dialog("Grad-CAM"));
        IJ.wait(500);
        Gui.capture(List.of(dialog.getBounds()), new File(shot.getPath().replace(".png", "-dialog.png")));
        Gui.press(Gui.button(dialog, "OK"));
        ImagePlus map = Gui.await("the map of Grad-CAM", () -> WindowManager.getImage(image.getTitle().replace(".tif", "") + "_grad_cam"));
        Gui.await("its overlay", () -> hasOverlay(image) ? image : null);
        System.out.println("recorded too " + Gui.await("its line", () -> recorded(recorder, "Grad-CAM...")));
        screenshot(image, map, shot);
    }

    private static boolean hasOverlay(ImagePlus image) {
        if (image.getOverlay() == null) return false;
        for (Roi roi : image.getOverlay()) if (roi instanceof ImageRoi) return true;
        return false;
    }

    private static String recorded(Recorder recorder, String command) {
        return recorder.getText().lines().filter(l -> l.startsWith("run(\"" + command + "\"")).findFirst().orElse(null);
    }

    private static void screenshot(ImagePlus image, ImagePlus map, File file) throws Exception {
        Rectangle screen = new Rectangle(Toolkit.getDefaultToolkit().getScreenSize());
        for (ImagePlus shown : new ImagePlus[] {map, image}) {
            IJ.selectWindow(shown.getID());
            Zoom.set(shown, 3);
            shown.getWindow().setLocation(shown == map ? 450 : 15, 130);
        }
        for (java.awt.Frame frame : java.awt.Frame.getFrames()) {
            boolean table = frame.getTitle().endsWith("_regions");
            if (table) frame.setBounds(450, 560, 530, 120);
            if (frame.getTitle().equals("Log")) frame.setBounds(15, 560, 420, 120);
            if (frame instanceof Recorder) frame.setLocation(screen.width - 10, screen.height - 10);
        }
        IJ.wait(2500);
        Gui.capture(List.of(screen), file);
    }
}
