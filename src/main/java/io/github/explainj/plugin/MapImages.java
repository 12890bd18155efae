// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ImageProcessor;
import io.github.explainj.imagej.HeatMaps;
import java.util.Comparator;
import java.util.List;

/** Makes one image of the maps of one title: a stack with the positions of the explained slices. */
final class MapImages {

    private MapImages() {}

    /** Returns the map, or the stack of maps in ImageJ's order, with the calibration of its source. */
    static ImagePlus of(List<Layer> layers, ImagePlus source) {
        List<Layer> ordered = layers.stream()
                .sorted(Comparator.comparingInt((Layer l) -> l.plane().t()).thenComparingInt(l -> l.plane().z())).toList();
        ImagePlus first = HeatMaps.image(layers.get(0).map());
        ImagePlus all = layers.size() == 1 ? first : joined(ordered, first);
        if (layers.size() == 1) label(all, layers.get(0), source);
        HeatMaps.calibrateAs(all, source);
        if (layers.size() == 1 && !layers.get(0).plane().volume())
            all.getCalibration().zOrigin -= layers.get(0).plane().z() - 1;
        return all;
    }

    private static ImagePlus joined(List<Layer> layers, ImagePlus first) {
        ImageStack stack = new ImageStack(first.getWidth(), first.getHeight());
        double end = 0;
        for (Layer layer : layers) {
            ImagePlus one = HeatMaps.image(layer.map());
            for (int i = 1; i <= one.getStackSize(); i++)
                stack.addSlice(position(layer) + layer.label(), (ImageProcessor) one.getStack().getProcessor(i));
            end = Math.max(end, one.getDisplayRangeMax());
        }
        ImagePlus all = new ImagePlus(first.getTitle(), stack);
        int frames = (int) layers.stream().map(l -> l.plane().t()).distinct().count();
        int channels = first.getNChannels();
        all.setDimensions(channels, stack.getSize() / channels / frames, frames);
        all.setOpenAsHyperStack(channels > 1 || frames > 1 && frames < stack.getSize());
        all.setLut(first.getProcessor().getLut());
        all.setDisplayRange(first.getDisplayRangeMin() < 0 ? -end : first.getDisplayRangeMin(), end);
        all.setProperty("Info", first.getInfoProperty());
        all.getCalibration().setValueUnit(first.getCalibration().getValueUnit());
        return all;
    }

    private static void label(ImagePlus map, Layer layer, ImagePlus source) {
        for (int i = 1; i <= map.getStackSize(); i++) {
            String old = map.getStack().getSliceLabel(i);
            String position = source.getStackSize() > 1 ? position(layer) : "";
            map.getStack().setSliceLabel(position + layer.label() + (old == null ? "" : ", " + old), i);
        }
    }

    private static String position(Layer layer) {
        return (layer.plane().volume() ? "" : "z:" + layer.plane().z() + " ") + "t:" + layer.plane().t() + " ";
    }
}
