// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.cli;

import io.github.explainj.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options that name what is looked at. */
final class InputOptions {

    @Option(names = "--image", paramLabel = "FILE", arity = "1..*", description = "Images, in any format that ImageJ reads.")
    private List<Path> images = new ArrayList<>();

    @Option(names = "--tensor", paramLabel = "[NAME=]FILE.npy", arity = "1..*",
            description = "Tensors, fed exactly as they are: one per input of the model.")
    private List<String> tensors = new ArrayList<>();

    /**
     * Returns them in order.
     *
     * @param what is wanted of them, for the sentence when there are none
     * @throws Problem A07 when there are none or both kinds, I14 when two would write the same files
     */
    List<Input> inputs(String what, ImageOptions options) {
        if (images.isEmpty() == tensors.isEmpty())
            throw new Problem("A07", images.isEmpty() ? "Nothing to " + what + " was given; expected --image FILE or --tensor FILE.npy."
                    : "--image and --tensor exclude each other; give one of them.");
        if (images.isEmpty()) return List.of(TensorInput.parse(tensors, options.regions()));
        Showing showing = options.showing();
        List<Input> inputs = new ArrayList<>();
        for (Path image : images) inputs.add(new ImageInput(image, showing));
        Stems.checkDistinct(inputs);
        return inputs;
    }

    boolean isEmpty() {
        return images.isEmpty() && tensors.isEmpty();
    }
}
