// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.Menus;
import java.awt.Button;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Color;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.Graphics2D;
import java.awt.Menu;
import java.awt.MenuItem;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.TextField;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.InputEvent;
import java.awt.geom.Area;
import java.awt.image.BufferedImage;
import java.io.File;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import javax.imageio.ImageIO;

/** What a user's hands and eyes do: menu entries, fields of dialogs, the mouse, and looking at the screen. */
final class Gui {

    private static final long PATIENCE_NS = 90_000_000_000L;

    private Gui() {}

    /** Fires the real menu entry of Plugins > ExplainJ, or of a submenu of it ({@code >Network}). */
    static void choose(String submenu, String label) {
        Menu plugins = Menus.getImageJMenu("Plugins>ExplainJ" + submenu);
        for (int i = 0; i < plugins.getItemCount(); i++) {
            MenuItem item = plugins.getItem(i);
            if (!item.getLabel().equals(label)) continue;
            post(item, label);
            return;
        }
        throw new IllegalStateException("no menu entry " + label + " in Plugins > ExplainJ" + submenu);
    }

    /** Returns the dialog of that title that is showing, or null. */
    static Dialog dialog(String title) {
        for (Window w : Window.getWindows())
            if (w instanceof Dialog d && d.isShowing() && d.getTitle().startsWith(title)) return d;
        return null;
    }

    /** Sets a field, a choice or a checkbox of a dialog by its key. */
    static void fill(Container dialog, String key, String value) {
        Component field = find(dialog, c -> key.equals(c.getName()));
        if (field instanceof TextField text) text.setText(value);
        else if (field instanceof Choice choice) choice.select(value);
        else if (field instanceof Checkbox box) box.setState(Boolean.parseBoolean(value));
        else throw new IllegalStateException("no field " + key);
    }

    static Button button(Container in, String label) {
        return (Button) find(in, c -> c instanceof Button b && b.getLabel().strip().equals(label));
    }

    /** Returns the first component inside that is wanted, or null. */
    static Component find(Container in, Predicate<Component> wanted) {
        for (Component c : in.getComponents()) {
            if (wanted.test(c)) return c;
            Component inside = c instanceof Container inner ? find(inner, wanted) : null;
            if (inside != null) return inside;
        }
        return null;
    }

    static void press(Button button) {
        post(button, button.getLabel());
    }

    private static void post(Object source, String command) {
        Toolkit.getDefaultToolkit().getSystemEventQueue()
                .postEvent(new ActionEvent(source, ActionEvent.ACTION_PERFORMED, command));
    }

    /** Clicks at a place of the screen. */
    static void click(Robot robot, int x, int y) {
        robot.mouseMove(x, y);
        robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
        robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
    }

    /** Writes parts of the screen as PNG, with white between them. */
    static void capture(List<Rectangle> parts, File file) throws Exception {
        Rectangle all = parts.stream().reduce(Rectangle::union).orElseThrow()
                .intersection(new Rectangle(Toolkit.getDefaultToolkit().getScreenSize()));
        BufferedImage seen = new Robot().createScreenCapture(all);
        Area between = new Area(new Rectangle(seen.getWidth(), seen.getHeight()));
        for (Rectangle r : parts) between.subtract(new Area(new Rectangle(r.x - all.x, r.y - all.y, r.width, r.height)));
        Graphics2D g = seen.createGraphics();
        g.setColor(Color.WHITE);
        g.fill(between);
        g.dispose();
        ImageIO.write(seen, "png", file);
    }

    static <T> T await(String what, Callable<T> found) throws Exception {
        long end = System.nanoTime() + PATIENCE_NS;
        while (System.nanoTime() < end) {
            T now = found.call();
            if (now != null) return now;
            Thread.sleep(50);
        }
        throw new IllegalStateException("waited in vain for " + what);
    }
}
