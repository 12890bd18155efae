// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.Node;
import io.github.explainj.onnx.Paths;
import io.github.explainj.onnx.ReceptiveField;
import io.github.explainj.probe.Network;
import io.github.explainj.target.Head;
import io.github.explainj.target.Resolved;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The tensors on the way to one target that have cells on a grid over the input.
 *
 * <p>Spatial axes are followed through the graph from the input's own ones, so that the layout of the
 * model and of its parts does not matter. Tokens of a transformer are cells of the map that they were
 * made from; tokens in front of them (the class token) are not.
 */
final class FeatureMaps {

    /** Class, distillation and register tokens. */
    private static final int MOST_EXTRA_TOKENS = 8;

    private final Network network;
    private final ReceptiveField centres;
    private final Set<String> ends;
    private final Paths paths;

    private FeatureMaps(Network network, ReceptiveField centres, Set<String> ends) {
        this.network = network;
        this.centres = centres;
        this.ends = ends;
        paths = Paths.of(network.graph(), centres, ends);
    }

    /** Finds them for each target; those that read the same tensors share them. */
    static List<FeatureMaps> of(Network network) {
        ReceptiveField centres = network.field().centres();
        Map<Set<String>, FeatureMaps> known = new HashMap<>();
        return network.targets().stream().map(t -> known.computeIfAbsent(read(network.graph(), t),
                ends -> new FeatureMaps(network, centres, ends))).toList();
    }

    /** Finds those on the way to any of some tensors. */
    static FeatureMaps of(Network network, Set<String> ends) {
        return new FeatureMaps(network, network.field().centres(), ends);
    }

    /** Returns the model's tensors that a target reads. */
    private static Set<String> read(Graph graph, Resolved target) {
        GraphBuilder b = new GraphBuilder(graph);
        Head head = Head.of(List.of(target));
        head.append(b, head.inputs(b));
        Set<String> read = new LinkedHashSet<>();
        List<Node> nodes = b.build().nodes();
        for (Node n : nodes.subList(graph.nodes().size(), nodes.size()))
            n.inputs().stream().filter(graph::has).filter(t -> !graph.initialisers().contains(t)).forEach(read::add);
        return read;
    }

    Network network() {
        return network;
    }

    /** Returns the tensors that the target reads. */
    Set<String> ends() {
        return Collections.unmodifiableSet(ends);
    }

    Paths paths() {
        return paths;
    }

    /** Returns the ways to another tensor. */
    Paths pathsTo(String tensor) {
        return Paths.of(network.graph(), centres, Set.of(tensor));
    }

    /** Returns all that lie before what the target reads, in running order, tokens left out. */
    List<FeatureMap> candidates() {
        return paths.tensors().stream().filter(t -> !ends.contains(t)).map(this::spatial).flatMap(Optional::stream)
                .filter(m -> m.cells() > 1).toList();
    }

    /** Returns how a tensor is arranged: by its spatial axes, or as tokens; empty when it has no cells. */
    Optional<FeatureMap> of(String tensor) {
        Optional<FeatureMap> map = spatial(tensor);
        if (map.isEmpty()) map = tokens(tensor);
        return map.isEmpty() ? channelsFirst(tensor) : map;
    }

    /** Finds the axes that follow the spatial axes of the input. */
    Optional<FeatureMap> spatial(String tensor) {
        List<Integer> shape = shape(tensor);
        List<Integer> follows = centres.follows(tensor);
        List<Integer> axes = network.spatial().stream().map(follows::indexOf).toList();
        if (axes.isEmpty() || axes.contains(-1) || axes.contains(0) || follows.size() != shape.size()) return Optional.empty();
        List<ReceptiveField.Axis> field = network.spatial().stream().map(a -> centres.axes(tensor).get(a)).toList();
        return Optional.of(new FeatureMap(tensor, shape, axes, axes.stream().map(shape::get).toList(), 0, field));
    }

    /** Finds the axis that counts the cells of an earlier map, and perhaps some tokens in front. */
    private Optional<FeatureMap> tokens(String tensor) {
        List<Integer> shape = shape(tensor);
        if (shape.size() != 3) return Optional.empty();
        List<String> before = paths.tensors().subList(0, Math.max(0, paths.tensors().indexOf(tensor)));
        for (int i = before.size() - 1; i >= 0; i--) {
            Optional<FeatureMap> from = spatial(before.get(i)).filter(m -> m.cells() > 1);
            for (int axis = 0; axis < 3 && from.isPresent(); axis++) {
                int extra = shape.get(axis) - from.get().cells();
                // tokens first, the batch second: [tokens, N, C]
                if (axis == 0 && shape.get(1) != 1) continue;
                if (extra >= 0 && extra <= MOST_EXTRA_TOKENS)
                    return Optional.of(new FeatureMap(tensor, shape, List.of(axis), from.get().grid(), extra, from.get().field()));
            }
        }
        return Optional.empty();
    }

    /** Takes a tensor that was not followed for channels first, as operators on images have it. */
    private Optional<FeatureMap> channelsFirst(String tensor) {
        List<Integer> shape = shape(tensor);
        int rank = network.spatial().size();
        if (rank == 0 || shape.size() != rank + 2) return Optional.empty();
        List<Integer> axes = IntStream.range(2, rank + 2).boxed().toList();
        return Optional.of(new FeatureMap(tensor, shape, axes, shape.subList(2, rank + 2), 0, List.of()));
    }

    /** Returns the shape for one input; empty when a size is not known. */
    List<Integer> shape(String tensor) {
        List<Long> shape = network.shapes().getOrDefault(tensor, List.of());
        return shape.stream().anyMatch(s -> s < 1) ? List.of() : shape.stream().map(Long::intValue).toList();
    }
}
