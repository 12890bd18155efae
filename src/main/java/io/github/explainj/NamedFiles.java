// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.input.ImageRegions;
import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Npy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Loads the files that targets name, and shows images to the model as the explained one was. */
final class NamedFiles implements Unchanged.Files {

    private final Explain explain;
    private final Options options;
    private final Prepared input;
    private final Map<String, ImageRegions> read = new HashMap<>();

    NamedFiles(Explain explain, Options options, Prepared input) {
        this.explain = explain;
        this.options = options;
        this.input = input;
    }

    @Override
    public ImageRegions regions(Path file, List<Integer> imageSize) {
        // 125 targets may name 125 labels of one file
        return read.computeIfAbsent(file + " " + imageSize, key -> options.files().regions(file, imageSize));
    }

    @Override
    public Sample sample(Path file) {
        Prepared other = file.toString().endsWith(".npy")
                ? explain.prepare(file.toString(), Map.of("", Npy.read(file)))
                : explain.prepare(options.files().image(file, volume()), input.framing());
        if (other.pieces().size() == 1) return other.pieces().get(0).sample();
        throw new Problem("A04", file + " gives " + other.pieces().size() + " pieces of the model's size; a"
                + " reference must be one. Crop it, or choose fit=resize.");
    }

    private boolean volume() {
        return explain.card().inputs().get(0).axes().spatialRank() == 3;
    }
}
