// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.onnx.Port;
import io.github.explainj.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An {@link InputCard} while its parts are still being found. */
final class InputDraft {

    final Port port;
    Axes axes;
    List<InputCard.Size> sizes;
    List<String> channels = List.of();
    List<Double> micrometres = List.of();
    List<Double> range = List.of();
    String background = "";
    Optional<List<Float>> dataMean = Optional.empty();
    Optional<Path> sampleTensor = Optional.empty();
    Optional<Path> testTensor = Optional.empty();
    /** The preset; empty when a package lists its own steps. */
    Optional<Normalisation> normalisation = Optional.of(Normalisation.NONE);
    private Preprocessing steps = Preprocessing.NONE;

    InputDraft(Port port, Axes axes) {
        this.port = port;
        axes(axes, "the shapes");
    }

    /** Sets the layout; the sizes follow from the graph. */
    void axes(Axes wanted, String source) {
        if (wanted.rank() != port.rank())
            throw new Problem("P17", "The axes \"" + wanted + "\" of the input \"" + port.name() + "\" (from " + source + ") are "
                    + wanted.rank() + ", and the model's input has the shape " + port.shape() + " with " + port.rank()
                    + " axes. Correct axes=.");
        axes = wanted;
        sizes = port.dims().stream().map(InputDraft::size).toList();
    }

    private static InputCard.Size size(long dim) {
        return dim < 0 ? new InputCard.Size(1, 1) : new InputCard.Size(Math.toIntExact(dim), 0);
    }

    /** Sets what a description says of one axis; it must not contradict the graph. */
    void size(char axis, InputCard.Size size, String source) {
        int i = axes.index(axis);
        long dim = port.dims().get(i);
        boolean possible = dim < 0 || size.atLeast((int) dim) == dim;
        if (!possible)
            throw new Problem("P17", "The size of axis " + axis + " of the input \"" + port.name() + "\" is " + size.min()
                    + (size.isFixed() ? "" : " + k * " + size.step()) + " in " + source + ", and " + dim
                    + " in the model's shape " + port.shape() + ". Correct " + source + ".");
        if (dim >= 0) return;
        List<InputCard.Size> changed = new ArrayList<>(sizes);
        changed.set(i, size);
        sizes = List.copyOf(changed);
    }

    int channelCount() {
        return axes.has('c') && sizes.get(axes.index('c')).isFixed() ? sizes.get(axes.index('c')).min() : axes.has('c') ? 0 : 1;
    }

    /** Sets the steps of a package; they replace a preset. */
    void steps(Preprocessing own) {
        steps = own;
        normalisation = Optional.empty();
    }

    InputCard card() {
        int count = channelCount();
        if (!channels.isEmpty() && count > 0 && channels.size() != count)
            throw new Problem("P17", channels.size() + " channel names (" + String.join(", ", channels) + ") are given for the"
                    + " input \"" + port.name() + "\", which has " + count + " channels: " + port.shape() + ".");
        InputCard plain = new InputCard(port.name(), axes, sizes, channels, micrometres, steps, background, dataMean,
                sampleTensor, testTensor, range);
        return normalisation.map(n -> plain.with(Normalisations.preprocessing(n, plain))).orElse(plain);
    }
}
