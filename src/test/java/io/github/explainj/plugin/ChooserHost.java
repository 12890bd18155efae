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
import java.awt.event.ActionEvent;
import java.awt.event.KeyEvent;
import java.io.File;
import java.util.Map;
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
        Dialog dialog = Gui.await("the dialog", () -> Gui.dialog("Grad-CAM"));
        Gui.press((Button) find(dialog, "choose layer"));
        Dialog message = Gui.await("what is wrong with the model", () -> Gui.dialog("ExplainJ"));
        Gui.press((Button) Gui.find(message, c -> c instanceof Button));
        Gui.await("its end", () -> message.isShowing() ? null : true);
        ((TextField) find(dialog, "model")).setText("sample");
        layer(dialog, shot);
        target(dialog);
        Gui.press(Gui.button(dialog, "OK"));
        asking.join(10_000);
    }

    private static void layer(Dialog dialog, File shot) throws Exception {
        Gui.press((Button) find(dialog, "choose layer"));
        Dialog chooser = Gui.await("the layers", () -> Gui.dialog("Layers"));
        List list = (List) find(chooser, "choices");
        TextField filter = (TextField) find(chooser, "filter");
        System.out.println("layers " + list.getItemCount() + ", " + list.getItem(1));
        filter.setText("RELU 48");
        Gui.await("the filter", () -> list.getItemCount() < 5 ? true : null);
        System.out.println("left " + list.getItemCount());
        ImageIO.write(new Robot().createScreenCapture(new Rectangle(Toolkit.getDefaultToolkit().getScreenSize())), "png", shot);
        later(() -> filter.dispatchEvent(new ActionEvent(filter, ActionEvent.ACTION_PERFORMED, "")));
        Gui.await("its end", () -> chooser.isShowing() ? null : true);
    }

    private static void target(Dialog dialog) throws Exception {
        Gui.press((Button) find(dialog, "choose target"));
        Dialog chooser = Gui.await("the targets", () -> Gui.dialog("Targets"));
        List list = (List) find(chooser, "choices");
        later(() -> {
            list.select(0);
            list.select(1);
        });
        later(() -> find(chooser, "filter").dispatchEvent(new KeyEvent(find(chooser, "filter"), KeyEvent.KEY_PRESSED, 0, 0,
                KeyEvent.VK_DOWN, KeyEvent.CHAR_UNDEFINED)));
        Gui.press(Gui.button(chooser, "Take"));
        Gui.await("its end", () -> chooser.isShowing() ? null : true);
    }

    private static Component find(Container in, String name) {
        return Gui.find(in, c -> name.equals(c.getName()));
    }

    /** A dialog that opens holds up the event that opened it, so nothing here waits for its events. */
    private static void later(Runnable event) {
        EventQueue.invokeLater(event);
    }
}
