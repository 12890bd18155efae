// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.explain.Explainer;
import io.github.explainj.explain.Finding;
import io.github.explainj.imagej.ImageFiles;
import io.github.explainj.input.Fit;
import io.github.explainj.input.ImageData;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.plugin.Loader;
import io.github.explainj.probe.Cancellation;
import io.github.explainj.probe.Device;
import io.github.explainj.probe.Progress;
import io.github.explainj.registry.Registry;
import io.github.explainj.tensor.Npy;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Images and models that nobody here made: nuclei, a bioimage.io package, published networks. */
class RealInputTest {

    private static final Options OPTIONS = new Options(Device.CPU, Map.of(), new Loader());

    @Test
    void oneNucleusIsExplainedByItsOwnSurroundings() {
        Path real = Shared.folder("real");
        String mask = real.resolve("nuclei/mask2d.tif").toString();
        try (Explain explain = Explain.open(real.resolve("unet2d_nuclei_broad"), OPTIONS)) {
            Prepared image = explain.prepare(ImageFiles.image(real.resolve("nuclei/img2d.tif"), false), new Framing());
            assertEquals(1, image.pieces().size());
            Result result = explain.explain(image, request("occlusion", Map.of("window", "64", "stride", "64"),
                    "region:0:\"" + mask + "#17\"")).get(0);
            Tensor map = result.onImage((Finding.Attribution) result.findings().get(0));
            assertEquals(List.of(512, 512), List.of(map.size(2), map.size(3)));
            assertTrue(nucleus(mask, map, 17), "the strongest window covers the nucleus");
        }
    }

    @Test
    void severalNucleiAreScoredInTheSameRuns() {
        Path real = Shared.folder("real");
        try (Explain explain = Explain.open(real.resolve("unet2d_nuclei_broad"), OPTIONS)) {
            Prepared image = explain.prepare(ImageFiles.image(real.resolve("nuclei/img2d.tif"), false), new Framing());
            Result result = explain.explain(image, request("rise", Map.of("samples", "12"),
                    "regions:0:\"" + real.resolve("nuclei/mask2d.tif") + "\"")).get(0);
            assertEquals(125, result.targets().size());
            assertTrue((Long) result.provenance().get("runs") < 20, "125 targets share the runs: " + result.provenance());
        }
    }

    @Test
    void aVolumeIsExplainedSliceBySlice() {
        Path real = Shared.folder("real");
        ImageData volume = ImageFiles.image(real.resolve("nuclei/img3d.tif"), true);
        int depth = volume.pixels().size(2);
        int[] plane = {1, 1, volume.pixels().size(3), volume.pixels().size(4)};
        int size = Tensor.size(plane);
        try (Explain explain = Explain.open(real.resolve("unet2d_nuclei_broad"), OPTIONS)) {
            for (int z : new int[] {0, depth / 2, depth - 1}) {
                float[] pixels = java.util.Arrays.copyOfRange(volume.pixels().data(), z * size, (z + 1) * size);
                ImageData slice = new ImageData("slice " + z, new Tensor(pixels, plane),
                        volume.micrometres().subList(1, 3), false, volume.bits(), List.of());
                Prepared image = explain.prepare(slice, new Framing(Fit.PAD, List.of(), "", ImageRegions.NONE));
                Result result = explain.explain(image, request("occlusion", Map.of("window", "256", "stride", "256"), "mean:0")).get(0);
                Tensor map = result.onImage((Finding.Attribution) result.findings().get(0));
                assertEquals(List.of(plane[2], plane[3]), List.of(map.size(2), map.size(3)));
            }
        }
    }

    @Test
    void publishedModelsLoadAndAreExplained() throws IOException {
        try (Stream<Path> cases = Files.list(Shared.folder("cases"))) {
            List<Path> real = cases.filter(p -> p.getFileName().toString().startsWith("real_")).sorted().toList();
            assertTrue(real.size() >= 6, real.toString());
            for (Path folder : real) explained(folder);
        }
    }

    private static void explained(Path folder) throws IOException {
        try (Explain explain = Explain.open(folder.resolve("model.onnx"), OPTIONS)) {
            Prepared input = explain.prepare("input", Map.of("", Npy.read(folder.resolve("reference/input.npy"))));
            Request request = request("occlusion", Map.of("window", "1/3", "stride", "1/3"), ReferenceCase.of(folder).target());
            Tensor map = ((Finding.Attribution) explain.explain(input, request).get(0).findings().get(0)).map();
            boolean effect = false;
            for (float v : map.data()) {
                assertTrue(Float.isFinite(v), folder + " has a value that is no number");
                effect |= v != 0;
            }
            assertTrue(effect, folder + ": hiding a third of the image does nothing");
        }
    }

    private static Request request(String method, Map<String, String> settings, String target) {
        return new Request(List.of(Registry.of(Explainer.class).create(method, settings)), List.of(target),
                ImageRegions.NONE, Progress.NONE, new Cancellation());
    }

    private static boolean nucleus(String mask, Tensor map, int label) {
        ImageRegions all = ImageFiles.regions(Path.of(mask), List.of(512, 512));
        float best = Float.NEGATIVE_INFINITY;
        for (float v : map.data()) best = Math.max(best, v);
        for (int p : all.positions().get(all.names().indexOf("label " + label))) if (map.data()[p] == best) return true;
        return false;
    }
}
