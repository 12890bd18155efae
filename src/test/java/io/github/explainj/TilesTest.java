// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.explain.Explainer;
import io.github.explainj.explain.Finding;
import io.github.explainj.input.Fit;
import io.github.explainj.input.ImageData;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.probe.Progress;
import io.github.explainj.registry.Registry;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dense target explained in tiles gives the map that the whole image gives, and one table. */
class TilesTest {

    @TempDir
    private Path folder;

    @Test
    void theBlendedMapOfASumIsThatOfTheWholeImage() throws IOException {
        Tensor pixels = noise(56, 70);
        Tensor whole = map(explained(net("whole", -1, -1), pixels, Fit.AUTO));
        List<Result> tiled = explained(net("tile", 32, 32), pixels, Fit.TILE);
        assertEquals(1, tiled.size(), "one joined result");
        assertTrue(tiled.get(0).provenance().get("tiles") instanceof Integer n && n > 3, tiled.get(0).provenance().toString());
        // a score is the sum of 3920 float32 values: single drops are known to about 1e-3 of the largest
        assertEquals(0, Deviation.of(map(tiled), whole), 3e-3);
        assertEquals(1, tiled.get(0).findings().stream().filter(Finding.Scores.class::isInstance).count(), "one table");
    }

    @Test
    void aModelOfAnySizeIsTiledWithAHalo() throws IOException {
        Tensor pixels = noise(300, 290);
        List<Result> tiled = explained(net("free", -1, -1), pixels, Fit.TILE);
        assertEquals(4, tiled.get(0).provenance().get("tiles"));
        assertTrue(tiled.get(0).findings().stream().filter(Finding.Attribution.class::isInstance).count() == 1);
    }

    /** Two 3x3 convolutions with a Relu between: each output pixel sees 5x5 input pixels. */
    private Path net(String name, long height, long width) throws IOException {
        GraphBuilder g = new GraphBuilder();
        Value x = g.input("x", ElementType.FLOAT, -1, 1, height, width);
        Attributes pads = Attributes.NONE.with("pads", new long[] {1, 1, 1, 1});
        Value hidden = g.op("Conv", pads, x, g.constant(new Tensor(weights(3 * 9), 3, 1, 3, 3))).relu();
        g.output("y", g.op("Conv", pads, hidden, g.constant(new Tensor(weights(3 * 9), 1, 3, 3, 3))));
        Path file = folder.resolve(name + ".onnx");
        Files.write(file, g.build().bytes());
        return file;
    }

    private static float[] weights(int n) {
        Random random = new Random(7);
        float[] w = new float[n];
        for (int i = 0; i < n; i++) w[i] = random.nextFloat() - 0.4f;
        return w;
    }

    private static Tensor noise(int height, int width) {
        Random random = new Random(3);
        Tensor t = Tensor.zeros(1, 1, height, width);
        for (int i = 0; i < t.size(); i++) t.data()[i] = random.nextInt(256);
        return t;
    }

    private static List<Result> explained(Path model, Tensor pixels, Fit fit) {
        Explainer method = Registry.of(Explainer.class).create("occlusion", Map.of("window", "1", "stride", "1", "fill", "0"));
        if (pixels.size() > 10_000) method = Registry.of(Explainer.class).create("occlusion", Map.of("window", "90", "stride", "90", "fill", "0"));
        ImageData image = new ImageData("noise", pixels, List.of(Double.NaN, Double.NaN), false, 8, List.of());
        try (Explain explain = Explain.open(model, new Options())) {
            Prepared prepared = explain.prepare(image, new Framing(fit, List.of(), "none", ImageRegions.NONE));
            return explain.explain(prepared, new Request(List.of(method), List.of("sum:0"), ImageRegions.NONE,
                    Progress.NONE, new Cancellation()));
        }
    }

    private static Tensor map(List<Result> results) {
        Result r = results.get(0);
        return r.onImage((Finding.Attribution) r.findings().get(0));
    }
}
