// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.Explain;
import io.github.explainj.Framing;
import io.github.explainj.ImageSet;
import io.github.explainj.LookRequest;
import io.github.explainj.Options;
import io.github.explainj.Result;
import io.github.explainj.explain.Finding;
import io.github.explainj.input.ImageData;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.onnx.Graph;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.probe.Device;
import io.github.explainj.probe.Progress;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks into a model as a user does. */
final class Looks {

    private Looks() {}

    static Explain open(Path file) {
        return Explain.open(file, new Options(Device.CPU, Map.of(), null));
    }

    /** Looks at a tensor through a net that was built by hand. */
    static List<Finding> into(Path folder, Graph net, Tensor x, View view, String... targets) {
        Path file = folder.resolve("net.onnx");
        try {
            Files.write(file, net.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (Explain explain = open(file)) {
            LookRequest request = new LookRequest(view, List.of(targets), ImageRegions.NONE, ImageSet.NONE, Progress.NONE, new Cancellation());
            return explain.look(Optional.of(explain.prepare("x", Map.of("", x))), request).get(0).findings();
        }
    }

    /** Looks at an image, and at others. */
    static Result at(Explain explain, View view, Tensor image, List<Tensor> others, String... targets) {
        LookRequest request = new LookRequest(view, List.of(targets), ImageRegions.NONE, album(others), Progress.NONE, new Cancellation());
        return explain.look(Optional.of(explain.prepare(image("image", image), new Framing())), request).get(0);
    }

    private static ImageSet album(List<Tensor> images) {
        List<ImageSet.Entry> entries = new ArrayList<>();
        for (Tensor t : images) {
            String name = "image " + entries.size();
            entries.add(new ImageSet.Entry(name, "", "", "", volumes -> List.of(new ImageSet.Slice(image(name, t), 1, 1))));
        }
        return new ImageSet(entries, new Framing());
    }

    /** Makes an 8-bit image of {@code [1, C, (D,) H, W]}. */
    static ImageData image(String title, Tensor pixels) {
        return new ImageData(title, pixels, Collections.nCopies(pixels.rank() - 2, Double.NaN), false, 8, List.of());
    }

    static <F extends Finding> F named(List<Finding> found, Class<F> kind, String name, int target) {
        return found.stream().filter(kind::isInstance).map(kind::cast).filter(f -> f.name().equals(name) && f.target() == target)
                .findFirst().orElseThrow(() -> new AssertionError("no " + kind.getSimpleName() + " " + name + " among "
                        + found.stream().map(f -> f.getClass().getSimpleName() + " " + f.name()).toList()));
    }
}
