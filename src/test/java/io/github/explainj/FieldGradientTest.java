// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.input.ImageRegions;
import io.github.explainj.onnx.ReceptiveField;
import io.github.explainj.probe.Derivative;
import io.github.explainj.probe.Differentiation;
import io.github.explainj.probe.Network;
import io.github.explainj.probe.Probe;
import io.github.explainj.target.Resolved;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The gradient of single elements inside every reference model is 0 outside their receptive fields. */
class FieldGradientTest {

    /** Of each model so many tensors, from the first to the last that lies on the image's grid. */
    private static final int TENSORS = 3;

    private final List<String> outside = new ArrayList<>();
    private int gradients;
    private int alive;

    @Test
    void gradientsStayInsideTheField() {
        List<ReferenceCase> cases = ReferenceCase.all();
        for (ReferenceCase c : cases)
            try (Explain explain = c.open()) {
                compare(c, explain);
            }
        System.out.println(cases.size() + " models, " + gradients + " gradients, " + alive + " of them not 0");
        assertEquals(List.of(), outside);
        assertTrue(alive > cases.size() * TENSORS, alive + " gradients that are not 0");
    }

    private void compare(ReferenceCase c, Explain explain) {
        Prepared input = c.input(explain);
        Piece piece = input.pieces().get(0);
        Network network = explain.model().probe(List.of()).network(piece.sample());
        List<String> local = network.field().all().keySet().stream().filter(t -> network.graph().producer(t).isPresent())
                .filter(t -> network.spatial().stream().anyMatch(a -> network.field().follows(t).contains(a)))
                .filter(t -> network.shapes().get(t).stream().allMatch(s -> s > 0)).toList();
        for (int k = 1; k <= Math.min(TENSORS, local.size()); k++) {
            String tensor = local.get(k * local.size() / Math.min(TENSORS, local.size()) - 1);
            List<List<Integer>> elements = elements(network.shapes().get(tensor));
            List<String> specs = elements.stream().map(e -> "index:" + e.stream().map(String::valueOf).collect(Collectors.joining(","))
                    + "@\"" + tensor + "\"").toList();
            List<Resolved> targets = new Targeting(explain, c.options(), input, specs, ImageRegions.NONE).of(piece);
            Probe probe = explain.model().probe(targets);
            List<Derivative> found = probe.gradients(piece.sample(), new Differentiation(Differentiation.INPUT));
            for (int t = 0; t < targets.size(); t++)
                compare(c.name() + " " + specs.get(t), network, tensor, elements.get(t), found.get(t).gradients().get(Differentiation.INPUT));
        }
    }

    /** Returns the corners, the middle and one between, without the batch axis; a different channel each. */
    private static List<List<Integer>> elements(List<Long> shape) {
        double[] shares = {0, 0.3, 0.5, 1};
        return IntStream.range(0, shares.length).mapToObj(e -> IntStream.range(1, shape.size())
                .mapToObj(a -> (int) Math.round((shape.get(a) - 1) * (e == 3 && a == shape.size() - 1 ? 0.8 : shares[e]))).toList()).toList();
    }

    /** @param gradient of the input, {@code [1, C, spatial...]} */
    private void compare(String what, Network network, String tensor, List<Integer> element, Tensor gradient) {
        gradients++;
        if (IntStream.range(0, gradient.size()).anyMatch(i -> gradient.data()[i] != 0)) alive++;
        for (int s = 0; s < network.spatial().size(); s++) {
            int at = network.field().follows(tensor).indexOf(network.spatial().get(s));
            if (at < 1) continue;
            ReceptiveField.Axis f = network.field().axes(tensor).get(network.spatial().get(s));
            double centre = f.offset() + f.stride() * element.get(at - 1);
            int inner = IntStream.of(gradient.shape()).skip(s + 3).reduce(1, (x, y) -> x * y);
            for (int i = 0; i < gradient.size(); i++) {
                if (gradient.data()[i] == 0) continue;
                int place = i / inner % gradient.size(s + 2);
                if (Math.abs(place - centre) > (f.size() - 1) / 2 + 1e-6) {
                    outside.add(what + " has a gradient at " + place + " along axis " + s + ", field " + f);
                    return;
                }
            }
        }
    }
}
