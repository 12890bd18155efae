// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.evidence;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.PlotWindow;
import ij.io.FileSaver;
import ij.process.FloatProcessor;
import io.github.explainj.Explain;
import io.github.explainj.Framing;
import io.github.explainj.LookRequest;
import io.github.explainj.Options;
import io.github.explainj.explain.Finding;
import io.github.explainj.feature.View;
import io.github.explainj.plugin.ImageSets;
import io.github.explainj.plugin.PointWindow;
import io.github.explainj.probe.Device;
import io.github.explainj.registry.Registry;
import io.github.explainj.tensor.Tensor;
import java.awt.Component;
import java.awt.Container;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.event.InputEvent;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import javax.swing.JLabel;

/** Uses a map of images in its window as a user does: the mouse goes to a point, reads what it is and opens it. */
public final class FeatureSpaceWindow {

    private static final int EACH = 30;

    private FeatureSpaceWindow() {}

    /** @param args file for the screenshot */
    public static void main(String[] args) {
        try {
            use(new File(args[0]));
            System.exit(0);
        } catch (Exception e) {
            System.out.println(e + " at " + java.util.Arrays.toString(e.getStackTrace()));
            System.exit(1);
        }
    }

    private static void use(File shot) throws Exception {
        Path folder = Files.createTempDirectory("cells");
        save("puncta_test.tif", Files.createDirectory(folder.resolve("infected")));
        save("puncta_healthy.tif", Files.createDirectory(folder.resolve("healthy")));
        new ImageJ(ImageJ.STANDALONE).setLocation(150, 0);
        Finding.Points points = look(folder);
        PointWindow.show("cells_feature_space", points);
        PlotWindow window = await("the plot", () -> WindowManager.getCurrentImage() != null
                && WindowManager.getCurrentImage().getWindow() instanceof PlotWindow w ? w : null);
        window.setLocation(150, 120);
        IJ.wait(1000);
        int chosen = outermost(points);
        Point at = window.getCanvas().getLocationOnScreen();
        at.translate((int) window.getPlot().scaleXtoPxl(points.positions().data()[2 * chosen]),
                (int) window.getPlot().scaleYtoPxl(points.positions().data()[2 * chosen + 1]));
        Robot robot = new Robot();
        robot.mouseMove(at.x + 30, at.y + 30);
        IJ.wait(200);
        robot.mouseMove(at.x + 1, at.y);
        String name = points.origins().get(chosen).name();
        System.out.println("status " + await("the status of " + name, () -> status(IJ.getInstance(), name)));
        ImageIO.write(robot.createScreenCapture(new Rectangle(140, 0, 680, 690)), "png", shot);
        robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
        robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
        ImagePlus opened = await("the image", () -> WindowManager.getImage(Path.of(name).getFileName().toString()));
        System.out.println("opened " + opened.getTitle() + " for " + name);
    }

    private static void save(String stack, Path folder) {
        List<Tensor> planes = TestImages.planes(stack);
        for (int i = 0; i < EACH; i++) {
            Tensor t = planes.get(i);
            FloatProcessor plane = new FloatProcessor(t.size(3), t.size(2), t.data());
            plane.setMinAndMax(0, 255);
            String name = folder.getFileName() + "-" + i + ".tif";
            new FileSaver(new ImagePlus(name, plane.convertToByte(true))).saveAsTiff(folder.resolve(name).toString());
        }
    }

    private static Finding.Points look(Path folder) throws Exception {
        View view = Registry.of(View.class).create("feature_space", Map.of("index", Files.createTempDirectory("index").toString()));
        try (Explain explain = Explain.open(TestImages.MODELS.resolve("puncta.onnx"), new Options(Device.CPU, Map.of(), null))) {
            LookRequest request = new LookRequest(view, ImageSets.of(folder.toString(), "", new Framing()));
            return (Finding.Points) explain.look(Optional.empty(), request).get(0).findings().get(0);
        }
    }

    /** Returns the point that lies farthest to the left: no other is near it. */
    private static int outermost(Finding.Points points) {
        int found = 0;
        for (int i = 1; i < points.origins().size(); i++)
            if (points.positions().data()[2 * i] < points.positions().data()[2 * found]) found = i;
        return found;
    }

    /** Returns what the status bar shows when it names an image; null otherwise. */
    private static String status(Container in, String name) {
        for (Component c : in.getComponents()) {
            if (c instanceof JLabel label && label.getText() != null && label.getText().startsWith(name)) return label.getText();
            String inside = c instanceof Container inner ? status(inner, name) : null;
            if (inside != null) return inside;
        }
        return null;
    }

    private static <T> T await(String what, Callable<T> found) throws Exception {
        long end = System.nanoTime() + 60_000_000_000L;
        while (System.nanoTime() < end) {
            T now = found.call();
            if (now != null) return now;
            Thread.sleep(50);
        }
        throw new IllegalStateException("waited in vain for " + what);
    }
}
