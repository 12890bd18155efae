// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.command;

import ij.ImagePlus;
import io.github.explainj.plugin.Keys;
import io.github.explainj.registry.Parameter;
import java.io.File;
import java.util.List;
import org.scijava.Identifiable;
import org.scijava.ItemIO;
import org.scijava.module.AbstractModuleInfo;
import org.scijava.module.DefaultMutableModuleItem;
import org.scijava.module.Module;

/**
 * A method's or view's schema as SciJava inputs: numbers, flags and choices with their types, everything else
 * as text. Inputs that are not given take the record's defaults and are never remembered.
 */
final class MethodModuleInfo extends AbstractModuleInfo implements Identifiable {

    private final Keys keys;

    MethodModuleInfo(Keys keys) {
        this.keys = keys;
        setName("explainj_" + keys.method().name());
        setLabel((keys.isView() ? "ExplainJ View " : "ExplainJ Method ") + keys.method().label());
        setDescription(keys.method().about());
    }

    Keys keys() {
        return keys;
    }

    @Override
    public String getIdentifier() {
        return "explainj:" + keys.method().name();
    }

    @Override
    protected void parseParameters() {
        if (keys.hasImage()) {
            registerInput(input("image", File.class, "Image file."));
            registerInput(input("imagePlus", ImagePlus.class, "Open image."));
        }
        for (Parameter p : keys.parameters()) if (!p.name().equals("input")) registerInput(typed(p));
        registerOutput(output(picture(), ImagePlus.class));
        registerOutput(output("table", String.class));
        registerOutput(output("json", String.class));
    }

    /** Returns what the output is called that is an image. */
    String picture() {
        return keys.isView() ? "image" : "heatMap";
    }

    private <T> DefaultMutableModuleItem<T> input(String name, Class<T> type, String about) {
        DefaultMutableModuleItem<T> item = new DefaultMutableModuleItem<>(this, name, type);
        item.setIOType(ItemIO.INPUT);
        item.setRequired(false);
        item.setPersisted(false);
        item.setDescription(about);
        return item;
    }

    private <T> DefaultMutableModuleItem<T> output(String name, Class<T> type) {
        DefaultMutableModuleItem<T> item = new DefaultMutableModuleItem<>(this, name, type);
        item.setIOType(ItemIO.OUTPUT);
        return item;
    }

    private DefaultMutableModuleItem<?> typed(Parameter p) {
        return switch (p.type().getName()) {
            case "boolean" -> valued(p, Boolean.class, Boolean.valueOf(p.defaultText()));
            case "int" -> valued(p, Integer.class, Integer.valueOf(p.defaultText()));
            case "long" -> valued(p, Long.class, Long.valueOf(p.defaultText()));
            case "float" -> valued(p, Float.class, Float.valueOf(p.defaultText()));
            case "double" -> valued(p, Double.class, Double.valueOf(p.defaultText()));
            default -> text(p);
        };
    }

    private <T> DefaultMutableModuleItem<T> valued(Parameter p, Class<T> type, T value) {
        DefaultMutableModuleItem<T> item = input(p.name(), type, p.about());
        item.setDefaultValue(value);
        return item;
    }

    private DefaultMutableModuleItem<String> text(Parameter p) {
        DefaultMutableModuleItem<String> item = valued(p, String.class, p.defaultText());
        if (p.type().isEnum()) item.setChoices(List.copyOf(p.choices()));
        return item;
    }

    @Override
    public String getDelegateClassName() {
        return MethodModule.class.getName() + "#" + keys.method().name();
    }

    @Override
    public Class<?> loadDelegateClass() {
        return MethodModule.class;
    }

    @Override
    public Module createModule() {
        return new MethodModule(this);
    }

    @Override
    public boolean canRunHeadless() {
        return true;
    }
}
