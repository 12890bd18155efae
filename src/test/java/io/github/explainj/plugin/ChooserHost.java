// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import java.awt.Button;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.List;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.TextField;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.io.File;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;

/** Fills fields of a dialog from their lists as a user does, and prints what the dialog gives then. */
public final class ChooserHost {

    private ChooserHost() {}

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
        new ij.ImageJ(ij.ImageJ.NO_SHOW); // without it messages are printed
        Keys keys = Keys.of("grad_cam");
        Form form = new Form("Grad-CAM...", keys.method().about(), keys.parameters());
        Map<String, String> start = new java.util.LinkedHashMap<>(form.defaults());
        start.put("model", "no such model");
        Thread asking = new Thread(() -> FormDialog.ask(form, start).ifPresent(given ->
                System.out.println("given layer=" + given.get("layer") + " target=" + given.get("target"))));
        asking.start();
        Dialog dialog = await("the dialog", () -> dialog("Grad-CAM"));
        press(find(dialog, "choose layer"));
        Dialog message = await("what is wrong with the model", () -> dialog("ExplainJ"));
        press(find(message, c -> c instanceof Button));
        await("its end", () -> message.isShowing() ? null : true);
        ((TextField) find(dialog, "model")).setText("sample");
        layer(dialog, shot);
        target(dialog);
        press(find(dialog, c -> c instanceof Button b && b.getLabel().strip().equals("OK")));
        asking.join(10_000);
    }

    private static void layer(Dialog dialog, File shot) throws Exception {
        press(find(dialog, "choose layer"));
        Dialog chooser = await("the layers", () -> dialog("Layers"));
        List list = (List) find(chooser, "choices");
        TextField filter = (TextField) find(chooser, "filter");
        System.out.println("layers " + list.getItemCount() + ", " + list.getItem(1));
        filter.setText("RELU 48");
        await("the filter", () -> list.getItemCount() < 5 ? true : null);
        System.out.println("left " + list.getItemCount());
        ImageIO.write(new Robot().createScreenCapture(new Rectangle(Toolkit.getDefaultToolkit().getScreenSize())), "png", shot);
        later(() -> filter.dispatchEvent(new ActionEvent(filter, ActionEvent.ACTION_PERFORMED, "")));
        await("its end", () -> chooser.isShowing() ? null : true);
    }

    private static void target(Dialog dialog) throws Exception {
        press(find(dialog, "choose target"));
        Dialog chooser = await("the targets", () -> dialog("Targets"));
        List list = (List) find(chooser, "choices");
        later(() -> {
            list.select(0);
            list.select(1);
        });
        later(() -> find(chooser, "filter").dispatchEvent(new KeyEvent(find(chooser, "filter"), KeyEvent.KEY_PRESSED, 0, 0,
                KeyEvent.VK_DOWN, KeyEvent.CHAR_UNDEFINED)));
        press(find(chooser, c -> c instanceof Button b && b.getLabel().equals("Take")));
        await("its end", () -> chooser.isShowing() ? null : true);
    }

    private static Dialog dialog(String title) {
        for (Window w : Window.getWindows())
            if (w instanceof Dialog d && d.isShowing() && d.getTitle().startsWith(title)) return d;
        return null;
    }

    private static Component find(Container in, String name) {
        return find(in, c -> name.equals(c.getName()));
    }

    private static Component find(Container in, java.util.function.Predicate<Component> wanted) {
        for (Component c : in.getComponents()) {
            if (wanted.test(c)) return c;
            Component inside = c instanceof Container inner ? find(inner, wanted) : null;
            if (inside != null) return inside;
        }
        return null;
    }

    private static void press(Component button) {
        later(() -> button.dispatchEvent(new ActionEvent(button, ActionEvent.ACTION_PERFORMED, ((Button) button).getLabel())));
    }

    /** A dialog that opens holds up the event that opened it, so nothing here waits for its events. */
    private static void later(Runnable event) {
        EventQueue.invokeLater(event);
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
