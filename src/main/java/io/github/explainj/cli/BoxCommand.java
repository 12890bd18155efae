// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import io.github.explainj.explain.Finding;
import io.github.explainj.feature.MapBox;
import io.github.explainj.feature.MapBoxes;
import io.github.explainj.imagej.BoxRois;
import io.github.explainj.imagej.MapFiles;
import io.github.explainj.imagej.StackFiles;
import io.github.explainj.imagej.Tables;
import io.github.explainj.input.ImageData;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.Schema;
import io.github.explainj.tensor.Npy;
import io.github.explainj.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Finds where a heat map is strong. */
@Command(name = "box", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false,
        description = "Finds where a heat map is strong: the box around the largest part that reaches a share of its maximum.",
        footer = {"", "Writes box.csv (a row per part: x, y, width, height, pixels, mean, max) and box_rois.zip, and prints the table."})
final class BoxCommand implements Callable<Integer> {

    private static final Schema<MapBoxes> BOXES = Schema.of(MapBoxes.class);

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MAP", description = "A map: .npy with one value per pixel, or an image file.")
    private Path map;

    @Option(names = "--share", paramLabel = "S", description = "Share of the maximum that values reach. Default: 0.2.")
    private String share;

    @Option(names = "--sign", paramLabel = "WORD", description = "positive (the default), negative or absolute.")
    private String sign;

    @Option(names = "--components", paramLabel = "WORD", description = "largest (the default) or all.")
    private String components;

    @Option(names = "--shape", paramLabel = "WORD", description = "box (the default) or outline.")
    private String shape;

    @Option(names = "--volume", description = "The map is a volume; otherwise a plane.")
    private boolean volume;

    @Option(names = "--stack", paramLabel = "N", defaultValue = "ask", description = "Which slice of a stack (with --volume, which frame), from 1.")
    private String stack;

    @Option(names = {"-o", "--out"}, paramLabel = "DIR", required = true, description = "Folder for the files.")
    private Path out;

    @Override
    public Integer call() {
        Map<String, String> given = new LinkedHashMap<>();
        given.put("share", share);
        given.put("sign", sign);
        given.put("components", components);
        given.put("shape", shape);
        given.values().removeIf(v -> v == null);
        MapBoxes wanted = BOXES.create(given);
        ImageData data = isArray() ? array() : image();
        List<MapBox> boxes = wanted.of(map.toString(), data.pixels());
        Finding.Scores table = wanted.table(boxes, data.micrometres());
        Folder folder = new Folder(out, List.of(map));
        folder.write("box.csv", file -> MapFiles.csv(file, table));
        folder.write("box_rois.zip", file -> BoxRois.write(file, boxes, wanted.shape()));
        spec.commandLine().getOut().print(Tables.csv(table));
        return Exit.DONE;
    }

    private boolean isArray() {
        return map.toString().toLowerCase(Locale.ROOT).endsWith(".npy");
    }

    /** Reads {@code [(D,) H, W]} behind any axes of length 1. */
    private ImageData array() {
        Tensor read = Npy.read(map);
        int axes = volume ? 3 : 2;
        int before = read.rank() - axes;
        if (before < 0 || Arrays.stream(read.shape()).limit(before).anyMatch(s -> s != 1))
            throw new Problem("I05", map + " has the shape " + Arrays.toString(read.shape()) + ", and a box is made of one value per pixel, "
                    + (volume ? "[D, H, W]" : "[H, W]; add --volume when its slices are one volume") + ".");
        int[] shape = new int[axes + 2];
        Arrays.fill(shape, 1);
        for (int a = 0; a < axes; a++) shape[a + 2] = read.size(before + a);
        return new ImageData(map.toString(), read.reshaped(shape), List.of(), false, 32, List.of());
    }

    private ImageData image() {
        if (stack.equals("all"))
            throw new Problem("A07", "--stack all is not possible: expected the number of one slice. Slices that belong together are --volume.");
        ImageData data = StackFiles.read(map, volume, stack).get(0);
        if (data.pixels().channels() == 1) return data;
        throw new Problem("I05", map + " has " + data.pixels().channels() + " channels, and a box is made of one value per pixel:"
                + " give the .tif or .npy that holds the map itself.");
    }
}
