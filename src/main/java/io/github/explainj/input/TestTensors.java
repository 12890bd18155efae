// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Npy;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Runs a package on its own test tensors, preprocessing and postprocessing included. Equal means
 * {@code |a - b| <= 0.001 + 0.001 |b|} but for at most 100 in a million elements, the defaults of
 * bioimage.io.
 */
public final class TestTensors {

    private static final double ABSOLUTE = 1e-3;
    private static final double RELATIVE = 1e-3;
    private static final double MISMATCHED = 1e-4;

    private TestTensors() {}

    /**
     * Returns one sentence per output that has a test tensor; none when an input has no test tensor.
     *
     * @param model takes what is fed by input name and returns what comes out by output name, each in the
     *     model's own layout
     * @param runner runs pre- and postprocessing
     * @throws Problem P18 when an output is not reproduced
     */
    public static List<String> verify(ModelCard card, UnaryOperator<Map<String, Tensor>> model, Runner runner) {
        if (card.inputs().stream().anyMatch(i -> i.testTensor().isEmpty())) return List.of();
        Map<String, Tensor> raw = new HashMap<>();
        for (InputCard i : card.inputs()) raw.put(i.name(), i.axes().canonical(Npy.read(i.testTensor().get())));
        Map<String, Tensor> fed = new HashMap<>();
        for (InputCard i : card.inputs()) {
            Whole whole = new Whole(raw.get(i.name()), 32, raw);
            fed.put(i.name(), i.axes().own(i.preprocessing().fit(whole, runner).apply(whole.pixels())));
        }
        Map<String, Tensor> out = model.apply(fed);
        List<String> found = new ArrayList<>();
        for (OutputCard o : card.outputs())
            if (o.testTensor().isPresent()) found.add(compare(o, finished(o, out.get(o.name()), raw, runner)));
        return found;
    }

    private static Tensor finished(OutputCard card, Tensor own, Map<String, Tensor> raw, Runner runner) {
        Whole whole = new Whole(card.axes().canonical(own), 32, raw);
        return card.axes().own(card.postprocessing().fit(whole, runner).apply(whole.pixels()));
    }

    /** Compares with the card's test tensor; P18 when it differs by more than the tolerance. */
    static String compare(OutputCard card, Tensor found) {
        Tensor expected = Npy.read(card.testTensor().orElseThrow());
        if (!Arrays.equals(expected.shape(), found.shape()))
            throw new Problem("P17", "The test tensor of the output \"" + card.name() + "\" has the shape "
                    + Arrays.toString(expected.shape()) + " and the model gives " + Arrays.toString(found.shape())
                    + ". The package and its weights do not belong together.");
        double worst = 0;
        long wrong = 0;
        for (int i = 0; i < found.size(); i++) {
            double difference = Math.abs((double) expected.data()[i] - found.data()[i]);
            if (!(difference <= ABSOLUTE + RELATIVE * Math.abs(expected.data()[i]))) wrong++;
            worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
        }
        String numbers = "largest difference " + Numbers.text(worst) + ", tolerance " + ABSOLUTE + " + " + RELATIVE + " |x|";
        if (wrong <= MISMATCHED * found.size())
            return "The test tensor of the output \"" + card.name() + "\" is reproduced (" + numbers + ").";
        throw new Problem("P18", "The test tensor of the output \"" + card.name() + "\" is not reproduced: " + wrong + " of "
                + found.size() + " values differ (" + numbers + "). The package was made with other weights or other steps; do not"
                + " trust results with it.");
    }
}
