// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.tensor.Npy;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every registered kind of target promises, also one that is added tomorrow. */
class TargetKindTest {

    private static final List<int[]> SHAPES = List.of(new int[] {1, 4}, new int[] {1, 4, 1, 1}, new int[] {1, 3, 3, 2},
            new int[] {1, 2, 2, 2, 3}, new int[] {1, 5, 4});

    @TempDir
    Path folder;

    @Test
    void theKindsOfTheCommandLineAreThere() {
        Set<String> prefixes = new TreeSet<>(Targets.kinds().stream().map(TargetKind::prefix).toList());
        assertTrue(prefixes.containsAll(List.of("class", "prob", "logodds", "mean", "sum", "index", "weights", "point",
                "peak", "region", "box", "similar", "argmax_x", "argmax_y", "argmax_z", "top")), prefixes.toString());
    }

    @Test
    void eachSaysHowItIsWritten() {
        for (TargetKind k : Targets.kinds()) {
            assertTrue(k.prefix().matches("[a-z][a-z_]*"), k.prefix());
            assertTrue(k.usage().startsWith(k.prefix()), k.usage());
            assertFalse(k.about().isBlank() || k.about().endsWith("."), k.prefix());
        }
    }

    @Test
    void eachIsDocumented() throws IOException {
        String page = Files.readString(Path.of("docs/targets.md"));
        for (TargetKind k : Targets.kinds()) {
            boolean alike = k.prefix().equals("argmax_y") || k.prefix().equals("argmax_z");
            assertTrue(page.contains(alike ? "`" + k.prefix() + "`" : "| `" + k.usage() + "` |"), k.usage());
        }
    }

    @Test
    void eachFitsSomeTensorAndReadsBackWhatItWrites() {
        for (TargetKind k : Targets.kinds()) {
            int fitting = 0;
            for (int[] shape : SHAPES) {
                Ran model = model(shape);
                Layout layout = Layout.of(model.facts(), "y", shape);
                if (k.example(layout).isEmpty()) continue;
                fitting++;
                String spec = spec(k, layout);
                assertEquals(Targets.parse(spec), Targets.parse(Targets.parse(spec).spec()));
                Resolved resolved = model.resolve(spec);
                assertTrue(Double.isFinite(model.score(spec)), spec);
                assertEquals(model.score(spec), model.score(resolved.spec()), 1e-5, resolved.spec());
                assertTrue(resolved.facts().containsKey("form") && resolved.facts().get("tensor").equals("y"), spec);
                assertFalse(resolved.describe().isBlank(), spec);
            }
            assertTrue(fitting > 0, k.prefix() + " fits no tensor");
        }
    }

    @Test
    void threeStepsUphillRaiseTheScoreOfEach() {
        for (TargetKind k : Targets.kinds())
            for (int[] shape : SHAPES) {
                Ran model = model(shape);
                Layout layout = Layout.of(model.facts(), "y", shape);
                if (k.example(layout).isEmpty()) continue;
                Resolved target = model.resolve(spec(k, layout));
                Tensor x = input(shape, 1);
                double before = model.head(List.of(target), Map.of("x", x)).data()[0];
                for (int step = 0; step < 3; step++) x = uphill(model, target, x);
                double after = model.head(List.of(target), Map.of("x", x)).data()[0];
                assertTrue(after > before, target.spec() + ": " + after + " after " + before);
            }
    }

    /** Takes a step along the gradient, measured by central differences in one batch. */
    private static Tensor uphill(Ran model, Resolved target, Tensor x) {
        int n = x.size();
        int[] shape = x.shape();
        shape[0] = 2 * n;
        Tensor batch = Tensor.zeros(shape);
        for (int i = 0; i < 2 * n; i++) {
            System.arraycopy(x.data(), 0, batch.data(), i * n, n);
            batch.data()[i * n + i / 2] += i % 2 == 0 ? 1e-2f : -1e-2f;
        }
        float[] s = model.head(List.of(target), Map.of("x", batch)).data();
        double length = 1e-12;
        for (int i = 0; i < n; i++) length = Math.max(length, Math.abs(s[2 * i] - s[2 * i + 1]));
        Tensor next = x.copy();
        for (int i = 0; i < n; i++) next.data()[i] += (float) (0.05 * (s[2 * i] - s[2 * i + 1]) / length);
        return next;
    }

    private Ran model(int[] shape) {
        Ran model = Nets.echo(input(shape, 1)).reference("FILE", input(shape, 2));
        if (shape.length > 2) {
            int[] spatial = shape.clone();
            spatial[1] = 1;
            Tensor mask = Tensor.zeros(spatial);
            mask.data()[mask.size() - 1] = 1;
            model.region("FILE", mask);
        }
        return model;
    }

    private String spec(TargetKind kind, Layout layout) {
        Path weights = folder.resolve("w.npy");
        Npy.write(weights, input(layout.shape().stream().mapToInt(i -> i).toArray(), 3));
        return Spec.text(kind.prefix(), kind.example(layout).orElseThrow().replace("w.npy", weights.toString()), "");
    }

    private static Tensor input(int[] shape, long seed) {
        Random random = new Random(seed);
        Tensor t = Tensor.zeros(shape);
        for (int i = 0; i < t.size(); i++) t.data()[i] = (float) random.nextGaussian();
        return t;
    }
}
