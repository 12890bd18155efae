// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import io.github.explainj.Explain;
import io.github.explainj.Prepared;
import io.github.explainj.imagej.ImageFiles;
import io.github.explainj.input.ImageData;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Npy;
import io.github.explainj.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tensors that are fed exactly as they are.
 *
 * @param files by input name; the empty name stands for the first input
 * @param regions file with the regions, or null
 */
record TensorInput(Map<String, Path> files, Path regions) implements Input {

    /** Reads {@code FILE.npy} and {@code NAME=FILE.npy}; a file whose own name has an "=" is a file. */
    static TensorInput parse(List<String> texts, Path regions) {
        Map<String, Path> files = new LinkedHashMap<>();
        for (String text : texts) {
            int equals = Files.exists(Path.of(text)) ? -1 : text.lastIndexOf('=');
            String name = equals < 0 ? "" : text.substring(0, equals);
            Path other = files.put(name, Path.of(text.substring(equals + 1)));
            if (other != null)
                throw new Problem("A07", "--tensor gives " + (name.isEmpty() ? "two files without an input's name" : name + " twice")
                        + ": " + other + " and " + files.get(name) + ". Write NAME=FILE.npy for each input of the model.");
        }
        return new TensorInput(files, regions);
    }

    @Override
    public String name() {
        return explained().toString();
    }

    @Override
    public String stem() {
        return Stems.of(explained());
    }

    @Override
    public List<Path> protectedFiles() {
        return List.copyOf(files.values());
    }

    private Path explained() {
        return files.containsKey("") ? files.get("") : files.values().iterator().next();
    }

    @Override
    public List<Loaded> load(Explain explain) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        files.forEach((name, file) -> tensors.put(name, Npy.read(file)));
        Prepared prepared = explain.prepare(stem(), tensors);
        Tensor x = prepared.pieces().get(0).sample().x();
        List<Integer> size = Arrays.stream(x.spatial()).boxed().toList();
        ImageRegions on = regions == null ? ImageRegions.NONE : ImageFiles.regions(regions, size);
        return List.of(new Loaded(stem(), prepared, image(x), on, true));
    }

    private ImageData image(Tensor x) {
        return new ImageData(stem(), x, List.of(), false, 32, List.of());
    }
}
