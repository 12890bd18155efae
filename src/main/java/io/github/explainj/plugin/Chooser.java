// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.IJ;
import java.awt.BorderLayout;
import java.awt.Button;
import java.awt.Cursor;
import java.awt.Dialog;
import java.awt.FlowLayout;
import java.awt.Panel;
import java.awt.TextField;
import java.awt.event.KeyAdapter;
import java.awt.event.KeyEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * A list with a filter above it: typing filters, the arrows go through the list, Enter takes, Escape leaves.
 * What is taken is put into a field of the dialog that asked.
 */
final class Chooser {

    private static final int ROWS = 18;
    private static final int WIDTH = 640;

    private final Choices choices;
    private final List<Choices.Entry> all;
    private final TextField field;
    private final Dialog window;
    private final TextField filter = new TextField(40);
    private final java.awt.List list;
    private List<Choices.Entry> shown = List.of();

    private Chooser(Dialog owner, Choices choices, List<Choices.Entry> all, TextField field) {
        this.choices = choices;
        this.all = all;
        this.field = field;
        this.window = new Dialog(owner, choices.title() + " (type to filter, Enter takes)", true);
        this.list = new java.awt.List(ROWS, choices.several());
        filter.setName("filter");
        list.setName("choices");
        lay();
        listen();
        fill();
    }

    /** Opens the model that the dialog names and lets the user choose; what goes wrong is one sentence. */
    static void choose(Dialog owner, Choices choices, TextField field, Supplier<Common> model) {
        List<Choices.Entry> all = new ArrayList<>();
        owner.setCursor(Cursor.getPredefinedCursor(Cursor.WAIT_CURSOR));
        String sentence = Failures.sentence(() -> {
            try (Models.Lease lease = Models.open(model.get())) {
                all.addAll(choices.entries().apply(lease.explain()));
            }
        });
        owner.setCursor(Cursor.getDefaultCursor());
        if (sentence != null) IJ.showMessage("ExplainJ", Shell.wrapped(sentence));
        else if (all.isEmpty()) IJ.showMessage("ExplainJ", "The model's file does not say which there are; type the name.");
        else new Chooser(owner, choices, all, field).window.setVisible(true);
    }

    private void lay() {
        Panel buttons = new Panel(new FlowLayout(FlowLayout.RIGHT));
        Button take = new Button("Take");
        Button leave = new Button("Cancel");
        take.addActionListener(event -> take(""));
        leave.addActionListener(event -> window.dispose());
        buttons.add(take);
        buttons.add(leave);
        window.setLayout(new BorderLayout(4, 4));
        window.add(filter, BorderLayout.NORTH);
        window.add(list, BorderLayout.CENTER);
        window.add(buttons, BorderLayout.SOUTH);
        window.pack();
        window.setSize(Math.max(WIDTH, window.getWidth()), window.getHeight());
        window.setLocationRelativeTo(field);
    }

    private void listen() {
        filter.addTextListener(event -> fill());
        filter.addActionListener(event -> take(""));
        list.addActionListener(event -> take(event.getActionCommand()));
        KeyAdapter keys = new KeyAdapter() {
            @Override
            public void keyPressed(KeyEvent event) {
                pressed(event);
            }
        };
        filter.addKeyListener(keys);
        list.addKeyListener(keys);
        window.addWindowListener(new WindowAdapter() {
            @Override
            public void windowClosing(WindowEvent event) {
                window.dispose();
            }
        });
    }

    private void pressed(KeyEvent event) {
        if (event.getKeyCode() == KeyEvent.VK_ESCAPE) window.dispose();
        if (event.getKeyCode() != KeyEvent.VK_DOWN || event.getSource() != filter) return;
        list.requestFocus();
        event.consume();
    }

    private void fill() {
        shown = Choices.filtered(all, filter.getText());
        list.removeAll();
        shown.forEach(e -> list.add(e.line()));
    }

    /**
     * Puts what is selected into the field; the first of the list when nothing is.
     *
     * @param line the one on which Enter was pressed, or empty
     */
    private void take(String line) {
        List<Integer> selected = Arrays.stream(list.getSelectedIndexes()).boxed().toList();
        List<Choices.Entry> chosen = shown.stream()
                .filter(e -> e.line().equals(line) || selected.contains(shown.indexOf(e))).toList();
        if (chosen.isEmpty()) chosen = shown.stream().limit(1).toList();
        if (!chosen.isEmpty()) field.setText(choices.text(chosen));
        window.dispose();
    }
}
