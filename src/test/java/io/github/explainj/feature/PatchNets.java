// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.Explain;
import io.github.explainj.Framing;
import io.github.explainj.ImageSet;
import io.github.explainj.LookRequest;
import io.github.explainj.Options;
import io.github.explainj.Prepared;
import io.github.explainj.Result;
import io.github.explainj.explain.Finding;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.probe.Device;
import io.github.explainj.probe.Progress;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntConsumer;

/** Small nets whose activations are whole numbers, and images to search through. */
record PatchNets(Graph graph, String layer, String axes) {

    static final int CHANNELS = 3;

    /**
     * Convolves twice, 3 x 3 windows, stride 2, a border of 1: a cell sees 7 x 7 pixels around pixel 4 i.
     *
     * @param height -1 for any
     */
    static PatchNets twice(int height, int width) {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, -1, 1, height, width);
        Value features = body(b, x);
        b.output("y", b.op("GlobalAveragePool", features).flatten());
        return new PatchNets(b.build(), features.name(), "bcyx");
    }

    /** The same, channels last outside and at the layer. */
    static PatchNets channelsLast() {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, -1, -1, -1, 1).transpose(0, 3, 1, 2);
        Value features = body(b, x).transpose(0, 2, 3, 1);
        b.output("y", features.mean(false, 1, 2));
        return new PatchNets(b.build(), features.name(), "byxc");
    }

    private static Value body(GraphBuilder b, Value x) {
        Attributes by2 = Attributes.NONE.with("strides", 2, 2).with("pads", 1, 1, 1, 1);
        Value first = b.op("Conv", by2, x, b.initialiser("w1", whole(5, 2, 1, 3, 3))).relu();
        return b.op("Conv", by2, first, b.initialiser("w2", whole(6, CHANNELS, 2, 3, 3)));
    }

    /** Returns whole numbers from -1 to 2. */
    static Tensor whole(long seed, int... shape) {
        Random random = new Random(seed);
        Tensor t = Tensor.zeros(shape);
        for (int i = 0; i < t.size(); i++) t.data()[i] = random.nextInt(4) - 1;
        return t;
    }

    /** Returns images of whole numbers from 0 to 3. */
    static List<Tensor> images(int count, int height, int width) {
        List<Tensor> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Tensor t = whole(100 + i, 1, 1, height, width);
            for (int p = 0; p < t.size(); p++) t.data()[p]++;
            images.add(t);
        }
        return images;
    }

    Explain open(Path folder) {
        Path file = folder.resolve("net.onnx");
        try {
            Files.write(file, graph.bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Explain.open(file, new Options(Device.CPU, Map.of("axes", axes), null));
    }

    /** Returns an album of images in memory; {@code whenRead} hears which one is read. */
    static ImageSet album(List<Tensor> images, Framing framing, IntConsumer whenRead) {
        List<ImageSet.Entry> entries = new ArrayList<>();
        for (Tensor t : images) {
            int number = entries.size();
            entries.add(new ImageSet.Entry("image" + number, "", "stamp" + number, "", volumes -> {
                whenRead.accept(number);
                return List.of(new ImageSet.Slice(Looks.image("image" + number, t), 1, 1));
            }));
        }
        return new ImageSet(entries, framing);
    }

    static Result look(Explain explain, View view, ImageSet images, Cancellation cancellation) {
        LookRequest request = new LookRequest(view, List.of(), ImageRegions.NONE, images, Progress.NONE, cancellation);
        return explain.look(Optional.empty(), request).get(0);
    }

    static Finding.Patches patches(Explain explain, View view, List<Tensor> images) {
        ImageSet album = album(images, new Framing(), i -> { });
        return (Finding.Patches) look(explain, view, album, new Cancellation()).findings().get(0);
    }

    /** Returns the layer's values for each piece of an image, in its own shape, run alone. */
    static List<Tensor> activations(Explain explain, Prepared image, String layer) {
        return image.pieces().stream().map(p -> explain.model().probe(List.of()).activations(p.sample(), List.of(layer)).get(layer)).toList();
    }
}
