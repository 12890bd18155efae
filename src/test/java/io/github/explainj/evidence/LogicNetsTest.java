// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.evidence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.Explain;
import io.github.explainj.Options;
import io.github.explainj.Request;
import io.github.explainj.explain.Explainer;
import io.github.explainj.explain.Finding;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.probe.Device;
import io.github.explainj.probe.Progress;
import io.github.explainj.registry.Registry;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks whose explanation follows from what they are built to compute. */
class LogicNetsTest {

    @TempDir
    private Path folder;

    /** y = relu(a + b - 1): both pixels are needed. */
    @Test
    void andIsSharedByBothOfItsConditions() throws IOException {
        GraphBuilder g = new GraphBuilder();
        Value sum = pixels(g).sum(true, 1, 2, 3);
        g.output("y", sum.plus(-1f).relu().flatten());
        Path model = written(g);
        Tensor both = new Tensor(new float[] {1, 1}, 1, 1, 1, 2);
        assertArrayEquals(new float[] {1, 1}, map(model, "saliency", both));
        // along the straight line from black the gradient is (1, 1) on the second half only
        assertArrayEquals(new float[] {0.5f, 0.5f}, map(model, "integrated_gradients", both), 0.011f);
        assertArrayEquals(new float[] {0, 0}, map(model, "saliency", new Tensor(new float[] {0.5f, 0.25f}, 1, 1, 1, 2)));
    }

    /** y = relu(a + b) - 2 relu(a + b - 1): one of two, not both. */
    @Test
    void xorTurnsAgainstASecondPixel() throws IOException {
        GraphBuilder g = new GraphBuilder();
        Value sum = pixels(g).sum(true, 1, 2, 3);
        g.output("y", sum.relu().minus(sum.plus(-1f).relu().times(2f)).flatten());
        Path model = written(g);
        assertArrayEquals(new float[] {1, 0}, map(model, "integrated_gradients", new Tensor(new float[] {1, 0}, 1, 1, 1, 2)), 1e-5f);
        Tensor both = new Tensor(new float[] {1, 1}, 1, 1, 1, 2);
        assertArrayEquals(new float[] {-1, -1}, map(model, "saliency", both));
        assertArrayEquals(new float[] {0, 0}, map(model, "integrated_gradients", both), 0.021f);
    }

    /** Counts bright 2 x 2 blobs: relu(sum of the window - 3) is 1 on a blob and 0 elsewhere. */
    @Test
    void countingGivesEveryBlobOne() throws IOException {
        GraphBuilder g = new GraphBuilder();
        Value x = g.input("x", ElementType.FLOAT, -1, 1, 8, 10);
        Value windows = g.op("Conv", Attributes.NONE.with("kernel_shape", 2, 2), x, g.initialiser("ones", Tensor.full(1, 1, 1, 2, 2)));
        g.output("y", windows.plus(-3f).relu().sum(true, 2, 3).flatten());
        Tensor image = Tensor.zeros(1, 1, 8, 10);
        int[][] blobs = {{1, 1}, {4, 2}, {5, 7}};
        for (int[] b : blobs) for (int i = 0; i < 4; i++) image.data()[(b[0] + i / 2) * 10 + b[1] + i % 2] = 1;
        float[] map = map(written(g), "integrated_gradients", image);
        double total = 0;
        for (float v : map) total += v;
        assertEquals(3, total, 0.05);
        for (int[] b : blobs) {
            double own = 0;
            for (int i = 0; i < 4; i++) own += map[(b[0] + i / 2) * 10 + b[1] + i % 2];
            assertEquals(1, own, 0.02);
        }
    }

    /** One class looks at the left half and the other at the right one. */
    @Test
    void nothingFlowsOutOfAHeadsField() throws IOException {
        GraphBuilder g = new GraphBuilder();
        Value x = g.input("x", ElementType.FLOAT, -1, 1, 6, 10);
        g.output("y", g.op("Concat", Attributes.NONE.with("axis", 1), head(g, x.slice(3, 0, 5), 3), head(g, x.slice(3, 5, 10), 7)));
        Path model = written(g);
        Tensor image = Tensor.zeros(1, 1, 6, 10);
        for (int i = 0; i < image.size(); i++) image.data()[i] = (i * 37 % 19) / 19f;
        for (String method : List.of("saliency", "input_x_gradient", "integrated_gradients", "smooth_grad", "guided_backprop", "deconvnet"))
            for (int k = 0; k < 2; k++) {
                float[] map = map(model, method, image, "class:" + k);
                double inside = 0;
                for (int i = 0; i < map.length; i++)
                    if ((i % 10 < 5) == (k == 0)) inside += Math.abs(map[i]);
                    else assertEquals(0f, map[i], method + " of class " + k + " at " + i);
                assertTrue(inside > 0, method + " of class " + k);
            }
    }

    private static Value head(GraphBuilder g, Value half, int seed) {
        Tensor w = Tensor.zeros(2, 1, 3, 3);
        for (int i = 0; i < w.size(); i++) w.data()[i] = ((i + seed) * 29 % 13 - 5) / 13f;
        Attributes same = Attributes.NONE.with("kernel_shape", 3, 3).with("pads", 1, 1, 1, 1);
        return g.op("Conv", same, half, g.constant(w)).relu().sum(true, 1, 2, 3).flatten();
    }

    private static Value pixels(GraphBuilder g) {
        return g.input("x", ElementType.FLOAT, -1, 1, 1, 2);
    }

    private Path written(GraphBuilder g) throws IOException {
        return Files.write(folder.resolve("net.onnx"), g.build().bytes());
    }

    private static float[] map(Path model, String method, Tensor image) {
        return map(model, method, image, "class:0");
    }

    private static float[] map(Path model, String method, Tensor image, String target) {
        Map<String, String> zero = method.equals("integrated_gradients") ? Map.of("baseline", "zero", "steps", "100") : Map.of();
        Explainer explainer = Registry.of(Explainer.class).create(method, zero);
        try (Explain explain = Explain.open(model, new Options(Device.CPU, Map.of(), null))) {
            Request request = new Request(List.of(explainer), List.of(target), ImageRegions.NONE, Progress.NONE, new Cancellation());
            return ((Finding.Attribution) explain.explain(explain.prepare("image", Map.of("", image)), request).get(0).findings().get(0))
                    .map().data();
        }
    }
}
