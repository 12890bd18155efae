// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.input.ImageData;
import io.github.explainj.input.ImageRegions;
import io.github.explainj.probe.Device;
import io.github.explainj.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a model is opened.
 *
 * @param device where it is asked to run
 * @param overrides facts that replace what the package says or what was inferred: {@code axes=byxc},
 *     {@code classes=a,b}, {@code background=bright}, {@code activation=softmax}, {@code pixel_size=0.5}
 * @param files loads images and regions that targets and fills name by file
 * @param gradient a gradient graph that was exported elsewhere and takes the place of ours
 */
public record Options(Device device, Map<String, String> overrides, Files files, Optional<Gradient> gradient) {

    public Options {
        overrides = Map.copyOf(overrides);
    }

    /** Runs where it can, takes the model's files at their word, and loads no files that targets name. */
    public Options() {
        this(Device.AUTO, Map.of(), new NoFiles());
    }

    /** Derives gradients itself. */
    public Options(Device device, Map<String, String> overrides, Files files) {
        this(device, overrides, files, Optional.empty());
    }

    /** Takes the gradient from a file. */
    public Options with(Gradient given) {
        return new Options(device, overrides, files, Optional.of(given));
    }

    /**
     * A gradient graph from elsewhere: it takes what the model takes and a weight for each number of one of
     * the model's outputs, and returns the gradient of the sum of their products.
     *
     * @param file an ONNX file
     * @param names what is called otherwise there: the model's input, {@code output}, {@code weights} or
     *     {@code gradient}; only what does not follow from names and shapes
     */
    public record Gradient(Path file, Map<String, String> names) {

        public Gradient {
            names = Map.copyOf(names);
        }
    }

    /** Loads files that only ImageJ can read; given by the doors. */
    public interface Files {

        /** Loads one image (of a stack: the first slice, or the volume when {@code volume}). */
        ImageData image(Path file, boolean volume);

        /** Loads all slices and frames of an image; of a volume its frames. */
        List<ImageSet.Slice> slices(Path file, boolean volumes);

        /** Loads a label or mask image, a {@code .roi} or a ROI zip, as regions on a grid of that size. */
        ImageRegions regions(Path file, List<Integer> imageSize);
    }

    private record NoFiles() implements Files {

        @Override
        public ImageData image(Path file, boolean volume) {
            throw notLoaded(file);
        }

        @Override
        public ImageRegions regions(Path file, List<Integer> imageSize) {
            throw notLoaded(file);
        }

        @Override
        public List<ImageSet.Slice> slices(Path file, boolean volumes) {
            throw notLoaded(file);
        }

        private static Problem notLoaded(Path file) {
            return new Problem("A04", file + " cannot be loaded: the model was opened without a loader of images."
                    + " Open it with Options(device, overrides, files).");
        }
    }
}
