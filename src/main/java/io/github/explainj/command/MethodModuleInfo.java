// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.command;

import ij.ImagePlus;
import io.github.explainj.plugin.Keys;
import io.github.explainj.registry.Parameter;
import java.io.File;
import java.util.List;
import java.util.Map;
import org.scijava.Identifiable;
import org.scijava.ItemIO;
import org.scijava.module.AbstractModuleInfo;
import org.scijava.module.DefaultMutableModuleItem;
import org.scijava.module.Module;

/**
 * A method's schema as SciJava inputs: numbers, flags and choices with their types, everything else
 * as text. Inputs that are not given take the record's defaults and are never remembered.
 */
final class MethodModuleInfo extends AbstractModuleInfo implements Identifiable {

    private static final Map<Class<?>, Class<?>> BOXES = Map.of(int.class, Integer.class, long.class, Long.class,
            float.class, Float.class, double.class, Double.class, boolean.class, Boolean.class);

    private final Keys keys;

    MethodModuleInfo(Keys keys) {
        this.keys = keys;
        setName("explainj_" + keys.method().name());
        setLabel("ExplainJ Method " + keys.method().label());
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
        registerInput(input("image", File.class, "Image file."));
        registerInput(input("imagePlus", ImagePlus.class, "Open image."));
        for (Parameter p : keys.parameters()) if (!p.name().equals("input")) registerInput(typed(p));
        registerOutput(output("heatMap", ImagePlus.class));
        registerOutput(output("table", String.class));
        registerOutput(output("json", String.class));
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
        return BOXES.containsKey(p.type()) ? number(p, BOXES.get(p.type())) : text(p);
    }

    private DefaultMutableModuleItem<?> number(Parameter p, Class<?> type) {
        return input(p.name(), type, p.about() + " Default: " + p.defaultText());
    }

    private DefaultMutableModuleItem<String> text(Parameter p) {
        DefaultMutableModuleItem<String> item = input(p.name(), String.class, p.about());
        item.setDefaultValue(p.defaultText());
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
