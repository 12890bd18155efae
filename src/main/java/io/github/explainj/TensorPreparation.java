// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.input.Geometry;
import io.github.explainj.input.InputCard;
import io.github.explainj.input.ModelCard;
import io.github.explainj.perturb.Grid;
import io.github.explainj.perturb.Scene;
import io.github.explainj.problem.Nearest;
import io.github.explainj.problem.Problem;
import io.github.explainj.probe.Sample;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Prepares tensors that are fed exactly as they are: one piece per sample of the batch. */
final class TensorPreparation {

    private final ModelCard card;

    TensorPreparation(ModelCard card) {
        this.card = card;
    }

    Prepared prepare(String title, Map<String, Tensor> given) {
        Map<String, Tensor> tensors = named(given);
        InputCard explained = card.inputs().get(0);
        Tensor own = tensors.remove(explained.name());
        checkRank(explained, own);
        Tensor all = explained.axes().canonical(own);
        List<Piece> pieces = new ArrayList<>();
        for (int n = 0; n < all.batch(); n++) pieces.add(piece(explained, all, n, tensors));
        boolean image = explained.axes().spatialRank() == 2 || explained.axes().spatialRank() == 3;
        return new Prepared(title, pieces, "", List.of(), image, new Framing(), 0);
    }

    private Map<String, Tensor> named(Map<String, Tensor> given) {
        List<String> names = card.inputs().stream().map(InputCard::name).toList();
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        given.forEach((name, t) -> tensors.put(name.isEmpty() ? names.get(0) : known(name, names), t));
        for (String name : names)
            if (!tensors.containsKey(name))
                throw new Problem("M29", "The model has " + names.size() + " inputs (" + String.join(", ", names)
                        + ") and \"" + name + "\" was not given. Give every input: --tensor " + name + "=FILE.npy.");
        return tensors;
    }

    private static String known(String name, List<String> names) {
        if (names.contains(name)) return name;
        throw new Problem("A07", "The model has no input \"" + name + "\"; did you mean \""
                + Nearest.names(name, names, 1).get(0) + "\"? Its inputs: " + String.join(", ", names) + ".");
    }

    private static void checkRank(InputCard input, Tensor own) {
        if (own.size() == 0)
            throw new Problem("M29", "The tensor for the input \"" + input.name() + "\" is empty: " + Arrays.toString(own.shape())
                    + ". Give at least one sample.");
        if (own.rank() == input.axes().rank()) return;
        throw new Problem("M29", "The input \"" + input.name() + "\" has " + input.axes().rank() + " axes ("
                + input.axes() + "), and the tensor has " + own.rank() + ": " + Arrays.toString(own.shape())
                + ". Give a tensor of the model's own shape.");
    }

    private static Piece piece(InputCard card, Tensor all, int n, Map<String, Tensor> others) {
        Tensor x = all.sample(n);
        Map<String, Tensor> rest = new LinkedHashMap<>();
        others.forEach((name, t) -> rest.put(name, t.rank() > 0 && all.batch() > 1 && t.batch() == all.batch() ? t.sample(n) : t));
        Sample sample = new Sample(x, grid(card, x), Scene.of(x, BackgroundHint.of(card, x, false)), UnaryOperator.identity(), rest,
                ChannelNames.ofTensor(card, x.channels()));
        List<Integer> size = Arrays.stream(x.spatial()).boxed().toList();
        return new Piece(sample, Geometry.same(size), all.batch() == 1 ? "" : "sample " + (n + 1));
    }

    private static Grid grid(InputCard card, Tensor x) {
        List<Integer> spatial = Arrays.stream(x.spatial()).boxed().toList();
        return card.micrometres().size() == spatial.size()
                ? new Grid(x.channels(), spatial, card.micrometres())
                : Grid.of(x.channels(), x.spatial());
    }
}
