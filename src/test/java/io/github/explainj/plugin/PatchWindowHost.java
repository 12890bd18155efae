// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.ImageCanvas;
import ij.text.TextWindow;
import io.github.explainj.Explain;
import io.github.explainj.Framing;
import io.github.explainj.ImageSet;
import io.github.explainj.LookRequest;
import io.github.explainj.Options;
import io.github.explainj.explain.Finding;
import io.github.explainj.feature.ActivatingPatches;
import io.github.explainj.feature.Projection;
import io.github.explainj.probe.Device;
import java.awt.Component;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Toolkit;
import java.awt.event.InputEvent;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;

/** Shows patches in windows and clicks on them as a user does. */
public final class PatchWindowHost {

    private PatchWindowHost() {}

    /** @param args stack that is gone through, file for the screenshot */
    public static void main(String[] args) {
        try {
            use(Path.of(args[0]), new File(args[1]));
            System.exit(0);
        } catch (Exception e) {
            System.out.println(e + " at " + java.util.Arrays.toString(e.getStackTrace()));
            System.exit(1);
        }
    }

    private static void use(Path stack, File shot) throws Exception {
        new ImageJ();
        Finding.Patches patches = patches(stack);
        PatchWindow.show("patches", patches);
        ImagePlus montage = await("the montage", () -> WindowManager.getImage("patches"));
        montage.getWindow().setLocation(10, 130);
        ImageCanvas canvas = montage.getCanvas();
        Robot robot = new Robot();
        robot.setAutoDelay(50);
        Thread.sleep(1000);
        Rectangle second = montage.getOverlay().get(1).getBounds();
        Point corner = canvas.getLocationOnScreen();
        click(robot, corner.x + canvas.screenX(second.x + second.width / 2), corner.y + canvas.screenY(second.y + second.height / 2), 1);
        ImagePlus image = await("the image", () -> WindowManager.getImage(stack.getFileName().toString()));
        await("its ROI", image::getRoi);
        System.out.println("click " + where(image) + " wanted " + wanted(patches, 1));
        image.getWindow().setLocation(580, 130);

        TextWindow table = (TextWindow) await("the table", () -> WindowManager.getWindow("patches table"));
        table.setBounds(10, 480, 560, 200);
        table.toFront();
        Thread.sleep(1000);
        image.deleteRoi();
        Component rows = table.getTextPanel().getComponents()[0];
        Point top = rows.getLocationOnScreen();
        int line = rows.getFontMetrics(rows.getFont()).getHeight();
        click(robot, top.x + 60, top.y + 5 * line + line / 2, 2);
        await("the row's ROI", image::getRoi);
        int row = table.getTextPanel().getSelectionStart();
        System.out.println("row " + row + " " + where(image) + " wanted " + wanted(patches, row));
        System.out.println("images " + WindowManager.getImageCount());
        robot.mouseMove(5, 5);
        Thread.sleep(1000);
        ImageIO.write(robot.createScreenCapture(new Rectangle(Toolkit.getDefaultToolkit().getScreenSize())), "png", shot);
    }

    private static Finding.Patches patches(Path stack) {
        try (Explain explain = Explain.open(Path.of("test-models/puncta.onnx"), new Options(Device.CPU, Map.of(), new Loader()))) {
            ImageSet images = ImageSets.of(stack.toString(), "", new Framing());
            ActivatingPatches view = new ActivatingPatches("", "1,3", 4, 6, 1, Projection.GUIDED, "");
            return (Finding.Patches) explain.look(Optional.empty(), new LookRequest(view, images)).get(0).findings().get(0);
        }
    }

    private static String where(ImagePlus image) {
        return image.getCurrentSlice() + " " + image.getRoi().getBounds();
    }

    private static String wanted(Finding.Patches patches, int i) {
        Finding.Patch p = patches.patches().get(i);
        List<Double> low = p.low();
        Rectangle box = new Rectangle(low.get(1).intValue(), low.get(0).intValue(), 26, 26).intersection(new Rectangle(96, 96));
        return p.origin().slice() + " " + box;
    }

    private static void click(Robot robot, int x, int y, int times) {
        robot.mouseMove(x, y);
        for (int i = 0; i < times; i++) {
            robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
            robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
        }
    }

    private static <T> T await(String what, Callable<T> found) throws Exception {
        long end = System.nanoTime() + 30_000_000_000L;
        while (System.nanoTime() < end) {
            T now = found.call();
            if (now != null) return now;
            Thread.sleep(100);
        }
        throw new IllegalStateException("waited in vain for " + what);
    }
}
