// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.input.InputCard;
import io.github.explainj.input.ModelCard;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.ReceptiveField;
import io.github.explainj.problem.Problem;
import io.github.explainj.probe.Model;
import io.github.explainj.probe.Sample;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far a model looks: whether an image may be explained in tiles, and how much they must overlap.
 * Images may be prepared on more than one thread.
 */
final class Reach {

    /** The model is not fully convolutional: its tiles cannot be put together. */
    static final int WHOLE = -1;

    /** What a free axis is taken as while shapes are found; larger than the strides of any network. */
    private static final int ANY_SIZE = 256;

    private final ModelCard card;
    private final Model model;
    private final Map<String, Boolean> accepted = new HashMap<>();
    private ReceptiveField field;

    Reach(ModelCard card, Model model) {
        this.card = card;
        this.model = model;
    }

    /** Returns the receptive radius of the first output in model pixels, or {@link #WHOLE}. */
    synchronized int radius() {
        Graph graph = model.facts().graph();
        if (graph.outputs().isEmpty()) return WHOLE;
        String output = graph.outputs().get(0).name();
        int[] axes = spatialAxes();
        if (!field().isFullyConvolutional(output, axes)) return WHOLE;
        return Arrays.stream(axes).map(a -> field().radius(output, a)).max().orElse(0);
    }

    /**
     * Returns the input with the steps that its free sizes really have: a U-Net that halves three times
     * and joins what it halved takes multiples of 8 only, and its file does not say so. A size that
     * does not pass all strides evenly is tried once.
     */
    synchronized InputCard stepped(InputCard input, int[] spatial) {
        if (!isUneven(input, spatial) || accepted.computeIfAbsent(Arrays.toString(spatial), s -> accepts(input, spatial))) return input;
        List<InputCard.Size> sizes = new ArrayList<>(input.sizes());
        for (int a : spatialAxes()) {
            int multiple = field().multiple(a);
            if (sizes.get(a).step() == 1) sizes.set(a, new InputCard.Size(multiple, multiple));
        }
        return input.withSizes(sizes);
    }

    private boolean isUneven(InputCard input, int[] spatial) {
        List<InputCard.Size> sizes = input.spatialSizes();
        if (sizes.size() != spatial.length || sizes.stream().noneMatch(s -> s.step() == 1)) return false;
        int[] axes = spatialAxes();
        boolean uneven = false;
        for (int a = 0; a < axes.length; a++) uneven |= sizes.get(a).step() == 1 && spatial[a] % field().multiple(axes[a]) != 0;
        return uneven;
    }

    private boolean accepts(InputCard input, int[] spatial) {
        try {
            model.run(Sample.of(input.zeros(spatial)), List.of(model.facts().graph().outputs().get(0).name()));
            return true;
        } catch (Problem p) {
            return false;
        }
    }

    private int[] spatialAxes() {
        return card.inputs().get(0).axes().spatialIndices().stream().mapToInt(a -> a).toArray();
    }

    private ReceptiveField field() {
        if (field == null)
            field = ReceptiveField.of(model.facts().graph(), model.shapes(Sample.of(example())), card.inputs().get(0).name());
        return field;
    }

    private Tensor example() {
        InputCard input = card.inputs().get(0);
        return input.zeros(input.spatialSizes().stream().mapToInt(s -> s.isFixed() ? s.min() : s.atLeast(ANY_SIZE)).toArray());
    }
}
