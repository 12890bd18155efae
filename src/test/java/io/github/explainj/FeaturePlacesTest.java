// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.ImagePlus;
import ij.measure.Calibration;
import io.github.explainj.explain.Finding;
import io.github.explainj.feature.View;
import io.github.explainj.imagej.Planes;
import io.github.explainj.input.Fit;
import io.github.explainj.input.ImageData;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.onnx.Attributes;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.probe.Device;
import io.github.explainj.registry.Registry;
import io.github.explainj.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies somewhere on the image lies at the same calibrated coordinates of the stack of feature maps. */
class FeaturePlacesTest {

    private static final double X = 97.3;
    private static final double Y = 40.8;
    private static final List<Double> MICROMETRES = List.of(0.5, 0.25);

    @TempDir
    private Path folder;

    /** A round spot on an image of 90 by 160 pixels. */
    private static ImageData spot() {
        Tensor pixels = Tensor.zeros(1, 1, 90, 160);
        for (int i = 0; i < pixels.size(); i++)
            pixels.data()[i] = (float) (100 * Math.exp(-(Math.pow(i % 160 - X, 2) + Math.pow(i / 160 - Y, 2)) / (2 * 6.0 * 6.0)));
        return new ImageData("spot", pixels, MICROMETRES, false, 32, List.of());
    }

    /** Two convolutions of stride 2 with a pixel of padding: cells lie at 4 i, not at 4 i + 1.5. */
    private Path net(long height, long width) throws IOException {
        GraphBuilder b = new GraphBuilder();
        Value x = b.input("x", ElementType.FLOAT, 1, 1, height, width);
        for (int i = 0; i < 2; i++)
            x = b.op("Conv", Attributes.NONE.with("strides", 2, 2).with("pads", 1, 1, 1, 1), x,
                    b.initialiser("w" + i, Tensor.full(1 / 9f, 1, 1, 3, 3)));
        b.output("y", b.op("GlobalAveragePool", x).flatten());
        return Files.write(folder.resolve("net" + width + ".onnx"), b.build().bytes());
    }

    private void assertPlaced(Path net, Framing framing, String size) {
        try (Explain explain = Explain.open(net, new Options(Device.CPU, Map.of(), null))) {
            View view = Registry.of(View.class).create("feature_maps", Map.of("size", size));
            Result result = explain.look(Optional.of(explain.prepare(spot(), framing)), new LookRequest(view)).get(0);
            Finding.Picture picture = result.findings().stream().filter(Finding.Picture.class::isInstance)
                    .map(Finding.Picture.class::cast).findFirst().orElseThrow();
            ImagePlus stack = Planes.stack("s", result.onImage(picture), MICROMETRES);
            double[] centre = centre(stack);
            String what = stack + " " + result.geometry();
            assertEquals((X + 0.5) * MICROMETRES.get(1), centre[0], 0.25 * MICROMETRES.get(1), what);
            assertEquals((Y + 0.5) * MICROMETRES.get(0), centre[1], 0.25 * MICROMETRES.get(0), what);
        }
    }

    /** Returns the centre of mass in calibrated units. */
    private static double[] centre(ImagePlus stack) {
        Calibration c = stack.getCalibration();
        double[] sums = new double[3];
        for (int y = 0; y < stack.getHeight(); y++)
            for (int x = 0; x < stack.getWidth(); x++) {
                double mass = stack.getProcessor().getf(x, y);
                sums[0] += mass * (x + 0.5 - c.xOrigin) * c.pixelWidth;
                sums[1] += mass * (y + 0.5 - c.yOrigin) * c.pixelHeight;
                sums[2] += mass;
            }
        return new double[] {sums[0] / sums[2], sums[1] / sums[2]};
    }

    @Test
    void onAnImageOfTheModelsSize() throws IOException {
        assertPlaced(net(90, 160), new Framing(), "layer");
        assertPlaced(net(90, 160), new Framing(), "image");
    }

    @Test
    void onAnImageThatIsCutOut() throws IOException {
        assertPlaced(net(64, 96), new Framing(Fit.CROP, List.of(), "", ImageRegions.NONE), "layer");
    }

    @Test
    void onAnImageThatIsResized() throws IOException {
        assertPlaced(net(60, 80), new Framing(Fit.RESIZE, List.of(), "", ImageRegions.NONE), "layer");
    }
}
