// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.onnx.Node;
import io.github.explainj.onnx.Port;
import io.github.explainj.probe.Network;
import io.github.explainj.problem.Nearest;
import io.github.explainj.problem.Problem;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tensors of a network that depend on its image, found by name: what a view can look at. */
public final class InnerTensors {

    private static final int SHOWN = 5;

    private final Network network;
    private final FeatureMaps maps;

    private InnerTensors(Network network) {
        this.network = network;
        Set<String> outputs = network.graph().outputs().stream().map(Port::name).collect(Collectors.toCollection(LinkedHashSet::new));
        maps = FeatureMaps.of(network, outputs);
    }

    public static InnerTensors of(Network network) {
        return new InnerTensors(network);
    }

    /** Returns all that have a known shape, in running order, the image itself first. */
    public List<FeatureMap> all() {
        Stream<String> inner = network.field().all().keySet().stream();
        return inner.map(this::arranged).flatMap(Optional::stream).toList();
    }

    /**
     * Finds the layers that a user names.
     *
     * @param names tensors or nodes with commas between them; empty for {@link #last()}
     * @throws Problem A05 for a name that is none, with the nearest ones and their shapes
     */
    public List<FeatureMap> named(String names) {
        if (names.replace(',', ' ').isBlank()) return List.of(last());
        if (isKnown(names.strip())) return List.of(one(names.strip()));
        return Arrays.stream(names.split(",")).map(String::strip).filter(n -> !n.isEmpty()).distinct().map(this::one).toList();
    }

    /**
     * Returns the last tensor that has cells on the image's grid: what Grad-CAM looks at (of a U-Net the
     * bottleneck).
     *
     * @throws Problem A05 when there is none
     */
    public FeatureMap last() {
        return new DefaultLayer(maps).choose().orElseThrow(() -> new Problem("A05",
                "No layer of this model has more than one cell on the image's grid. Name a tensor with layer=, e.g. "
                        + list(lastOf(all())) + "."));
    }

    private boolean isKnown(String name) {
        return network.graph().has(name) || node(name).isPresent();
    }

    private Optional<Node> node(String name) {
        return network.graph().nodes().stream().filter(n -> n.name().equals(name) && !n.outputs().isEmpty()).findFirst();
    }

    private FeatureMap one(String name) {
        String tensor = network.graph().has(name) ? name : node(name).map(n -> n.outputs().get(0)).orElseThrow(() -> unknown(name));
        if (network.graph().initialisers().contains(tensor))
            throw new Problem("A05", "layer=" + name + " is not possible: these are weights, the same for every image. See them with"
                    + " Filters, or name what the network makes with them, e.g. " + list(lastOf(all())) + ".");
        if (network.field().axes(tensor).isEmpty())
            throw new Problem("A05", "layer=" + name + " is not possible: this tensor does not depend on the image. Name another, e.g. "
                    + list(lastOf(all())) + ".");
        return arranged(tensor).orElseThrow(() -> new Problem("A05", "layer=" + name + " is not possible: its shape "
                + network.shapes().get(tensor) + " depends on the image's content or has no channels. Name another, e.g. "
                + list(lastOf(all())) + "."));
    }

    private Problem unknown(String name) {
        List<FeatureMap> all = all();
        List<String> nearest = Nearest.names(name, all.stream().map(FeatureMap::tensor).toList(), SHOWN);
        return new Problem("A05", "layer=" + name + " is not possible: the model has no tensor of this name; did you mean "
                + list(nearest.stream().map(n -> arranged(n).orElseThrow()).toList())
                + "? Model Info... (or: explainj info MODEL) lists all " + all.size() + ".");
    }

    /** Arranges a tensor: on the image's grid, as tokens, or as a vector of channels without cells. */
    private Optional<FeatureMap> arranged(String tensor) {
        Optional<FeatureMap> map = maps.of(tensor);
        if (map.isPresent()) return map;
        List<Integer> shape = maps.shape(tensor);
        return shape.size() < 2 ? Optional.empty() : Optional.of(new FeatureMap(tensor, shape, List.of(), List.of(), 0, List.of()));
    }

    private static List<FeatureMap> lastOf(List<FeatureMap> all) {
        return all.subList(Math.max(0, all.size() - SHOWN), all.size());
    }

    private static String list(List<FeatureMap> maps) {
        return maps.stream().map(CamLayers::describe).collect(Collectors.joining("; "));
    }
}
