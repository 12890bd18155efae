// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.Menus;
import ij.WindowManager;
import ij.gui.ImageRoi;
import ij.gui.Roi;
import ij.plugin.frame.Recorder;
import java.awt.Button;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.Menu;
import java.awt.MenuItem;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.TextField;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.io.File;
import java.util.Arrays;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;

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
        choose("Open Sample");
        ImagePlus image = await("the sample", WindowManager::getCurrentImage);
        String title = image.getTitle();
        // The recorder knows one command at a time: let this one end before the next is chosen.
        System.out.println("opened " + title + " by " + await("its line", () -> recorded(recorder, "Open Sample")));

        choose("Occlusion Map...");
        Dialog dialog = await("the dialog", () -> dialog("Occlusion Map"));
        field(dialog, "model").setText("sample");
        field(dialog, "window").setText("12");
        field(dialog, "stride").setText("6");
        IJ.wait(500);
        ImageIO.write(new Robot().createScreenCapture(dialog.getBounds()), "png", new File(args[0].replace(".png", "-dialog.png")));
        press(button(dialog, "OK"));
        ImagePlus map = await("the heat map", () -> WindowManager.getImage(title.replace(".tif", "") + "_occlusion"));
        await("the overlay", () -> hasOverlay(image) ? image : null);
        float[] fromMenu = ((float[]) map.getProcessor().getPixels()).clone();
        String line = await("the recorded line", () -> recorded(recorder, "Occlusion Map..."));
        System.out.println("recorded " + line);

        screenshot(image, map, new File(args[0]));
        map.changes = false;
        map.close();
        IJ.selectWindow(title);
        IJ.runMacro(line);
        ImagePlus again = await("the replayed map", () -> WindowManager.getImage(title.replace(".tif", "") + "_occlusion"));
        System.out.println("same " + Arrays.equals(fromMenu, (float[]) again.getProcessor().getPixels()));
        System.out.println("overlays " + image.getOverlay().size());
        gradCam(recorder, image, new File(args[0].replace("occlusion", "grad-cam")));
    }

    /** Chooses a method of a submenu and takes its dialog as it is, which remembers the model. */
    private static void gradCam(Recorder recorder, ImagePlus image, File shot) throws Exception {
        image.setOverlay(null);
        IJ.selectWindow(image.getTitle());
        choose(">Class Activation Maps", "Grad-CAM...");
        Dialog dialog = await("the dialog of Grad-CAM", () -> dialog("Grad-CAM"));
        IJ.wait(500);
        ImageIO.write(new Robot().createScreenCapture(dialog.getBounds()), "png", new File(shot.getPath().replace(".png", "-dialog.png")));
        press(button(dialog, "OK"));
        ImagePlus map = await("the map of Grad-CAM", () -> WindowManager.getImage(image.getTitle().replace(".tif", "") + "_grad_cam"));
        await("its overlay", () -> hasOverlay(image) ? image : null);
        System.out.println("recorded too " + await("its line", () -> recorded(recorder, "Grad-CAM...")));
        screenshot(image, map, shot);
    }

    private static void choose(String label) throws Exception {
        choose("", label);
    }

    /** Fires the real menu entry of Plugins > ExplainJ, or of a submenu of it. */
    private static void choose(String submenu, String label) throws Exception {
        Menu plugins = Menus.getImageJMenu("Plugins>ExplainJ" + submenu);
        for (int i = 0; i < plugins.getItemCount(); i++) {
            MenuItem item = plugins.getItem(i);
            if (!item.getLabel().equals(label)) continue;
            Toolkit.getDefaultToolkit().getSystemEventQueue()
                    .postEvent(new ActionEvent(item, ActionEvent.ACTION_PERFORMED, label));
            return;
        }
        throw new IllegalStateException("no menu entry " + label + " in Plugins > ExplainJ");
    }

    private static Dialog dialog(String title) {
        for (Window w : Window.getWindows())
            if (w instanceof Dialog d && d.isShowing() && title.equals(d.getTitle())) return d;
        return null;
    }

    private static TextField field(Container in, String name) {
        return (TextField) find(in, c -> c instanceof TextField && name.equals(c.getName()));
    }

    private static Button button(Container in, String label) {
        return (Button) find(in, c -> c instanceof Button b && b.getLabel().strip().equals(label));
    }

    private static Component find(Container in, java.util.function.Predicate<Component> wanted) {
        for (Component c : in.getComponents()) {
            if (wanted.test(c)) return c;
            Component inside = c instanceof Container inner ? find(inner, wanted) : null;
            if (inside != null) return inside;
        }
        return null;
    }

    private static void press(Button button) {
        Toolkit.getDefaultToolkit().getSystemEventQueue()
                .postEvent(new ActionEvent(button, ActionEvent.ACTION_PERFORMED, button.getLabel()));
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
            for (int i = 0; i < 3; i++) IJ.runMacro("run('In [+]');");
            shown.getWindow().setLocation(shown == map ? 450 : 15, 130);
        }
        for (java.awt.Frame frame : java.awt.Frame.getFrames()) {
            boolean table = frame.getTitle().endsWith("_regions");
            if (table) frame.setBounds(450, 560, 530, 120);
            if (frame.getTitle().equals("Log")) frame.setBounds(15, 560, 420, 120);
            if (frame instanceof Recorder) frame.setLocation(screen.width - 10, screen.height - 10);
        }
        IJ.wait(2500);
        ImageIO.write(new Robot().createScreenCapture(screen), "png", file);
    }

    private static <T> T await(String what, Callable<T> found) throws Exception {
        long end = System.nanoTime() + 90_000_000_000L;
        while (System.nanoTime() < end) {
            T now = found.call();
            if (now != null) return now;
            Thread.sleep(100);
        }
        throw new IllegalStateException("waited in vain for " + what);
    }
}
