// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageWindow;
import ij.gui.Plot;
import ij.gui.PlotWindow;
import ij.plugin.Zoom;
import ij.plugin.frame.Recorder;
import ij.text.TextWindow;
import java.awt.Button;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.Dimension;
import java.awt.Frame;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.TextField;
import java.awt.Toolkit;
import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.swing.JLabel;

/**
 * Looks into the bundled network in plain ImageJ with a window as a user does, view by view: the menu entry,
 * the dialog with some fields filled, the windows. Prints what opened, and keeps a picture of each.
 */
public final class NetworkHost {

    private static final String LAYER = "/features/features.6/Relu_output_0";

    private final File shots;
    private final String album;
    private final String index;
    private final Recorder recorder;
    private final Robot robot = new Robot();

    private NetworkHost(String[] args) throws Exception {
        shots = new File(args[0]);
        album = args[1];
        index = args[2];
        recorder = new Recorder(false);
        robot.setAutoDelay(50);
    }

    /** @param args folder for pictures, folder of images, folder for an index, then what is used: {@code filters ...} */
    public static void main(String[] args) {
        try {
            new ImageJ(ImageJ.STANDALONE);
            NetworkHost host = new NetworkHost(args);
            host.command("", "Open Sample");
            Zoom.set(sample(), 2);
            for (String what : Arrays.asList(args).subList(3, args.length)) host.use(what);
            System.exit(0);
        } catch (Exception e) {
            System.out.println(e + " at " + Arrays.toString(e.getStackTrace()));
            System.exit(1);
        }
    }

    private void use(String what) throws Exception {
        Set<Frame> before = frames();
        switch (what) {
            case "model-info" -> command("", "Model Info...");
            case "filters" -> view("Filters...");
            case "feature-maps" -> view("Feature Maps...", "target=class:1", "sort=contribution");
            case "gradient-maps" -> view("Gradient Maps...", "target=class:1", "layer=" + LAYER, "sort=mean");
            case "activation-mask" -> view("Activation Mask...", "images=" + album);
            case "activating-patches" -> view("Maximally Activating Patches...", "images=" + album, "channel=1,18", "count=6");
            case "channel-contributions" -> view("Channel Contributions...", "target=class:1", "images=" + album, "count=4", "patches=4");
            case "feature-factors" -> view("Feature Factors (NMF)...", "images=" + album);
            case "image-index" -> view("Image Index...", "images=" + album, "index=" + index);
            case "nearest-neighbours" -> view("Nearest Neighbours...", "index=" + index);
            case "feature-space" -> view("Feature Space...", "images=" + album, "index=" + index);
            case "cam-box" -> box();
            case "choosers" -> choosers();
            default -> throw new IllegalArgumentException(what);
        }
        if (what.equals("activating-patches")) clickAPatch();
        if (what.equals("feature-space")) hover();
        Set<Frame> opened = frames();
        opened.removeAll(before);
        picture(what, opened);
        opened.forEach(NetworkHost::close);
    }

    private void view(String label, String... fields) throws Exception {
        command(">Network", label, fields);
    }

    /** Chooses an entry, fills its dialog and waits for its end, which is when its line is recorded. */
    private void command(String submenu, String label, String... fields) throws Exception {
        Gui.choose(submenu, label);
        if (label.endsWith("...")) {
            String title = label.replace("...", "");
            Dialog dialog = Gui.await("the dialog " + title, () -> Gui.dialog(title));
            for (String field : fields) Gui.fill(dialog, field.replaceFirst("=.*", ""), field.replaceFirst("[^=]*=", ""));
            IJ.wait(300);
            Gui.capture(List.of(dialog.getBounds()), new File(shots, name(label) + "-dialog.png"));
            System.out.println("dialog " + title + " " + dialog.getWidth() + "x" + dialog.getHeight());
            Gui.press(Gui.button(dialog, "OK"));
        }
        System.out.println("recorded " + Gui.await("the end of " + label, () -> recorded(label)));
    }

    private static String name(String label) {
        return label.toLowerCase().replaceAll("[^a-z]+", "-").replaceAll("-$", "");
    }

    private String recorded(String label) {
        Dialog wrong = Gui.dialog("ExplainJ");
        if (wrong != null) throw new IllegalStateException(label + " says " + text(wrong));
        return recorder.getText().lines().filter(l -> l.startsWith("run(\"" + label + "\"")).findFirst().orElse(null);
    }

    private static String text(Container in) {
        StringBuilder all = new StringBuilder();
        Gui.find(in, c -> {
            if (c instanceof java.awt.Label label) all.append(label.getText()).append(' ');
            return false;
        });
        return all.toString();
    }

    private void box() throws Exception {
        command(">Class Activation Maps", "Grad-CAM...", "target=class:1", "show_overlay=false", "show_table=false");
        IJ.selectWindow(WindowManager.getImageTitles()[1]);
        command("", "CAM Box...", "onto=" + WindowManager.getImageTitles()[0]);
    }

    private void choosers() throws Exception {
        Gui.choose(">Network", "Feature Maps...");
        Dialog dialog = Gui.await("the dialog", () -> Gui.dialog("Feature Maps"));
        Gui.fill(dialog, "layer", "");
        for (String key : List.of("layer", "target")) {
            Gui.press((Button) Gui.find(dialog, c -> ("choose " + key).equals(c.getName())));
            Dialog chooser = Gui.await("the list", () -> Gui.dialog(key.equals("layer") ? "Layers" : "Targets"));
            IJ.wait(300);
            if (key.equals("layer")) ((TextField) Gui.find(chooser, c -> c instanceof TextField)).setText("relu");
            IJ.wait(300);
            Gui.capture(List.of(chooser.getBounds()), new File(shots, key + "-chooser.png"));
            Gui.press(Gui.button(chooser, "Cancel"));
            Gui.await("its end", () -> chooser.isShowing() ? null : true);
        }
        Gui.press(Gui.button(dialog, "Cancel"));
        Gui.await("the end of the dialog", () -> dialog.isShowing() ? null : true);
    }

    private void clickAPatch() throws Exception {
        ImagePlus montage = Gui.await("the montage", () -> image(".*_patches"));
        montage.getWindow().setLocation(10, 120);
        montage.getWindow().toFront();
        IJ.wait(500);
        Rectangle first = montage.getOverlay().get(0).getBounds();
        Point corner = montage.getCanvas().getLocationOnScreen();
        Gui.click(robot, corner.x + montage.getCanvas().screenX(first.x + first.width / 2),
                corner.y + montage.getCanvas().screenY(first.y + first.height / 2));
        ImagePlus source = Gui.await("the image", () -> image("(infected|healthy)-.*"));
        System.out.println("clicked " + source.getTitle() + " " + Gui.await("its ROI", source::getRoi).getBounds());
    }

    /** Returns the image of such a title, or null. */
    private static ImagePlus image(String pattern) {
        for (String title : WindowManager.getImageTitles()) if (title.matches(pattern)) return WindowManager.getImage(title);
        return null;
    }

    /** Moves the mouse onto the first point of the map and reads what it is. */
    private void hover() throws Exception {
        PlotWindow window = Gui.await("the map", () -> frames().stream().filter(PlotWindow.class::isInstance)
                .map(PlotWindow.class::cast).findFirst().orElse(null));
        window.setLocation(10, 120);
        window.toFront();
        IJ.wait(500);
        Plot plot = window.getPlot();
        Point at = window.getCanvas().getLocationOnScreen();
        at.translate((int) plot.scaleXtoPxl(plot.getXValues()[0]), (int) plot.scaleYtoPxl(plot.getYValues()[0]));
        robot.mouseMove(at.x + 40, at.y + 40);
        IJ.wait(200);
        robot.mouseMove(at.x + 1, at.y);
        System.out.println("status " + Gui.await("the name of a point", () -> status(IJ.getInstance())));
    }

    private static String status(Container in) {
        Component label = Gui.find(in, c -> c instanceof JLabel l && l.getText() != null && l.getText().contains("click opens it"));
        return label == null ? null : ((JLabel) label).getText();
    }

    private static Set<Frame> frames() {
        Set<Frame> all = new LinkedHashSet<>();
        for (Frame f : Frame.getFrames()) if (f.isShowing()) all.add(f);
        return all;
    }

    /** Lays what opened side by side, prints what it is, and takes a picture of all. */
    private void picture(String what, Set<Frame> opened) throws Exception {
        List<Frame> order = new ArrayList<>(opened);
        order.removeIf(f -> f.getTitle().equals("Log") && order.size() > 1);
        order.sort(Comparator.comparing(TextWindow.class::isInstance));
        for (Frame f : order) {
            Component seen = f instanceof ImageWindow w ? w.getCanvas() : f;
            System.out.println(what + " opened \"" + f.getTitle() + "\" " + seen.getWidth() + "x" + seen.getHeight());
        }
        if (isMarked(sample())) order.add(0, sample().getWindow());
        // its status bar names the point under the mouse
        if (what.equals("feature-space")) order.add(0, IJ.getInstance());
        List<Frame> others = new ArrayList<>(frames());
        others.removeAll(order);
        Dimension screen = Toolkit.getDefaultToolkit().getScreenSize();
        others.forEach(f -> f.setLocation(screen.width - 8, screen.height - 8));
        List<Rectangle> places = lay(order);
        order.forEach(Frame::repaint);
        IJ.wait(600);
        if (!order.isEmpty()) Gui.capture(places, new File(shots, what + "-window.png"));
        sample().deleteRoi();
        sample().setOverlay(null);
    }

    private static ImagePlus sample() {
        return WindowManager.getImage(WindowManager.getIDList()[0]);
    }

    private static boolean isMarked(ImagePlus image) {
        return image.getRoi() != null || image.getOverlay() != null;
    }

    /** Returns where each window is. */
    private static List<Rectangle> lay(List<Frame> frames) {
        Rectangle all = new Rectangle(5, 5, 1, 1);
        List<Rectangle> taken = new ArrayList<>();
        for (Frame f : frames) {
            boolean wide = f.getTitle().startsWith("Model");
            if (f instanceof TextWindow) f.setSize(Math.min(wide ? 1000 : 640, f.getWidth()), Math.min(wide ? 330 : 190, f.getHeight()));
            f.setLocation(place(f.getWidth(), f.getHeight(), taken, all));
            f.toFront();
            IJ.wait(250);
            taken.add(f.getBounds());
            all = all.union(f.getBounds());
        }
        return taken;
    }

    /** Returns where a window fits beside or below another so that all together take least room. */
    private static Point place(int width, int height, List<Rectangle> taken, Rectangle all) {
        Rectangle screen = new Rectangle(Toolkit.getDefaultToolkit().getScreenSize());
        List<Point> corners = new ArrayList<>(List.of(new Point(5, 5)));
        for (Rectangle r : taken) corners.addAll(List.of(new Point(r.x + r.width + 5, r.y), new Point(r.x, r.y + r.height + 5)));
        return corners.stream().filter(p -> taken.stream().noneMatch(r -> r.intersects(p.x, p.y, width, height)))
                .filter(p -> screen.contains(p.x, p.y, width, height))
                .min(Comparator.comparingDouble(p -> {
                    Rectangle with = all.union(new Rectangle(p.x, p.y, width, height));
                    return Math.max(with.getWidth(), 1.6 * with.getHeight());
                })).orElse(new Point(5, 5));
    }

    private static void close(Frame frame) {
        if (frame instanceof ImageWindow window) {
            window.getImagePlus().changes = false;
            window.close();
        } else if (frame instanceof TextWindow window) window.close(false);
        else frame.dispose();
    }
}
