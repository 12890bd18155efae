// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.evidence;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.Opener;
import io.github.explainj.input.ImageData;
import io.github.explainj.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;

/** Reads the held-out images of the test models: stacks of 8-bit planes. */
final class TestImages {

    static final Path FOLDER = Path.of("src", "test", "resources", "models");
    static final Path MODELS = Path.of("test-models");

    private TestImages() {}

    /** Returns the planes of a stack, each {@code [1, 1, H, W]}. */
    static List<Tensor> planes(String file) {
        ImagePlus image = new Opener().openImage(FOLDER.resolve(file).toString());
        ImageStack stack = image.getStack();
        return java.util.stream.IntStream.rangeClosed(1, stack.getSize())
                .mapToObj(i -> new Tensor((float[]) stack.getProcessor(i).convertToFloatProcessor().getPixels(),
                        1, 1, image.getHeight(), image.getWidth()))
                .toList();
    }

    /** Joins planes as the channels of one image. */
    static Tensor channels(List<Tensor> planes) {
        int size = planes.get(0).size();
        float[] all = new float[size * planes.size()];
        for (int c = 0; c < planes.size(); c++) System.arraycopy(planes.get(c).data(), 0, all, c * size, size);
        return new Tensor(all, 1, planes.size(), planes.get(0).size(2), planes.get(0).size(3));
    }

    static ImageData image(String title, Tensor pixels) {
        return new ImageData(title, pixels, List.of(Double.NaN, Double.NaN), false, 8, List.of());
    }
}
