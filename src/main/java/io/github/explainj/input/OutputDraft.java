// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.onnx.Port;
import io.github.explainj.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An {@link OutputCard} while its parts are still being found. */
final class OutputDraft {

    final Port port;
    Axes axes;
    List<String> classes = List.of();
    String activation = "none";
    Preprocessing postprocessing = Preprocessing.NONE;
    Optional<Path> testTensor = Optional.empty();

    OutputDraft(Port port, Axes axes) {
        this.port = port;
        this.axes = axes;
    }

    void axes(Axes wanted, String source) {
        if (port.rank() > 0 && wanted.rank() != port.rank())
            throw new Problem("P17", "The axes \"" + wanted + "\" of the output \"" + port.name() + "\" (from " + source
                    + ") are " + wanted.rank() + ", and the model's output has the shape " + port.shape() + " with "
                    + port.rank() + " axes. Correct them.");
        axes = wanted;
    }

    OutputCard card() {
        long count = port.rank() > 0 && axes.has('c') ? port.dims().get(axes.index('c')) : -1;
        if (!classes.isEmpty() && count > 0 && classes.size() != count)
            throw new Problem("P17", classes.size() + " class names (" + String.join(", ", classes) + ") are given for the"
                    + " output \"" + port.name() + "\", which has " + count + " classes or channels: " + port.shape() + ".");
        return new OutputCard(port.name(), axes, classes, activation, postprocessing, testTensor);
    }
}
