// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.plugin;

import io.github.explainj.input.Fit;
import io.github.explainj.probe.Device;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.About;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What every method asks for besides its own parameters; read by the same schema as a method.
 *
 * @param input image title, id or file; empty for the current image
 * @param model ONNX file or bioimage.io package, or {@code sample} for the bundled model
 *     ({@code sample:volume} for another one)
 * @param target SPECs separated by {@code ;}, empty for the top class
 */
public record Common(
        @About("Image: a title, an id or a file; empty for the current image.") String input,
        @About("Model: an .onnx file, a bioimage.io package (folder or zip), or sample for the bundled one.")
                String model,
        @About("What is explained: class:3, prob:3, region:1, point:0,y,x, ...; several separated by ;"
                + " empty for the top class.") String target,
        @About("What is done when image and model differ in size.") Fit fit,
        @About("Intensities: none, 0-1, imagenet, zero_mean_unit_variance, percentile;"
                + " empty for what the model's package says.") String normalise,
        @About("Image channels (from 1) for the model's channels, e.g. 1,2,4; 1,1,1 feeds grey into three.")
                String channelList,
        @About("Regions for the table: auto, none, roi, overlay, manager, or a label image"
                + " (title, id or file) or a ROI file or zip.") String regions,
        @About("Which slices and frames of a stack are explained.") Stack stack,
        @About("Whether each slice, frame or tile may have a top class of its own.") boolean targetPerImage,
        @About("Corrections of what is known of the model, e.g. axes=byxc; classes=healthy,infected.")
                String overrides,
        @About("Where it runs: auto, cpu or cuda:0.") Device device,
        @About("Whether the heat map is shown.") boolean showMap,
        @About("Whether the map is laid over the image.") boolean showOverlay,
        @About("Whether the table is shown.") boolean showTable,
        @About("Whether the rows are also added to the Results table.") boolean addToResults,
        @About("Folder for the files (TIFF, PNG, CSV, JSON); empty for none.") String outputDir) {

    /** Explains the top class of the current slice and shows everything. */
    public Common() {
        this("", "", "", Fit.AUTO, "", "", "auto", Stack.CURRENT, false, "", Device.AUTO, true, true, true, false, "");
    }

    /** Returns the targets as a list; empty for the top class. */
    List<String> targets() {
        return split(target, ';');
    }

    /** Returns the image channels from 1. */
    List<Integer> channels() {
        List<Integer> numbers = new ArrayList<>();
        for (String part : channelList.split(",")) {
            String n = part.strip();
            if (n.isEmpty()) continue;
            if (!n.matches("[1-9]\\d{0,4}"))
                throw new Problem("A07", "channel_list=" + channelList + " is not possible: expected channel numbers"
                        + " from 1 separated by commas, e.g. 1,2,4.");
            numbers.add(Integer.parseInt(n));
        }
        return numbers;
    }

    /** Returns the corrections by name. */
    Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        for (String part : split(overrides, ';')) {
            int equals = part.indexOf('=');
            if (equals < 1)
                throw new Problem("A07", "overrides=" + overrides + " is not possible: expected name=value pairs"
                        + " separated by ; and \"" + part + "\" is none. For example axes=byxc; background=bright.");
            facts.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
        }
        return facts;
    }

    /** Splits outside double quotes, as names in a SPEC may be quoted. */
    private static List<String> split(String text, char separator) {
        return Arrays.stream(text.split(separator + "(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)"))
                .map(String::strip).filter(s -> !s.isEmpty()).toList();
    }
}
