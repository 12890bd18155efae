// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.onnx.Graph;
import io.github.explainj.probe.Network;
import io.github.explainj.problem.Nearest;
import io.github.explainj.problem.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The layers whose maps are asked for, per target.
 *
 * @param network what they are layers of
 * @param perTarget at least one layer per target, in the order in which they were named
 */
record CamLayers(Network network, List<List<FeatureMap>> perTarget) {

    private static final int SHOWN = 5;

    /**
     * Finds the layers.
     *
     * @param names names of tensors with commas between them; empty for the default of each target
     * @throws Problem A05 when there is no such tensor, or it has no cells, or a target does not depend on it
     */
    static CamLayers of(Network network, String names) {
        List<List<FeatureMap>> all = new ArrayList<>();
        Map<FeatureMaps, List<FeatureMap>> known = new HashMap<>();
        List<FeatureMaps> maps = FeatureMaps.of(network);
        for (int t = 0; t < maps.size(); t++) {
            String target = network.targets().get(t).spec();
            all.add(known.computeIfAbsent(maps.get(t), m -> of(m, names, target)));
        }
        return new CamLayers(network, all);
    }

    private static List<FeatureMap> of(FeatureMaps maps, String names, String target) {
        if (!names.replace(',', ' ').isBlank())
            return split(names, maps.network().graph()).stream().map(n -> named(n, maps, target)).toList();
        return List.of(new DefaultLayer(maps).choose().orElseThrow(() -> new Problem("A05",
                "No layer of this model has more than one cell on the image's grid on the way to "
                        + target + ", so there is no map to draw. Name one with layer=,"
                        + " or use occlusion or rise, which need none.")));
    }

    private static List<String> split(String names, Graph graph) {
        if (graph.has(names.strip())) return List.of(names.strip());
        return Arrays.stream(names.split(",")).map(String::strip).filter(n -> !n.isEmpty()).distinct().toList();
    }

    private static FeatureMap named(String name, FeatureMaps maps, String target) {
        if (!maps.network().graph().has(name))
            throw new Problem("A05", "layer=" + name + " is not possible: the model has no tensor of this name; did you mean "
                    + list(nearest(name, maps)) + "?");
        if (name.equals(maps.network().input()))
            throw new Problem("A05", "layer=" + name + " is not possible: this is the model's input itself. Use saliency or"
                    + " input_x_gradient, or name an inner tensor, e.g. " + list(last(maps)) + ".");
        if (maps.network().graph().initialisers().contains(name))
            throw new Problem("A05", "layer=" + name + " is not possible: these are weights, the same for every image. Name what the"
                    + " network makes with them, e.g. " + list(last(maps)) + ".");
        if (!maps.paths().tensors().contains(name))
            throw new Problem("A05", "layer=" + name + " is not possible: " + target
                    + " does not depend on this tensor. Name one on the way from the input to it, e.g. " + list(last(maps)) + ".");
        return maps.of(name).orElseThrow(() -> new Problem("A05", "layer=" + name + " is not possible: it has the shape "
                + maps.network().shapes().get(name) + ", and a map needs cells on the image's grid, such as [N, C, "
                + "H, W] or [N, tokens, C]. Name another tensor, e.g. " + list(last(maps)) + "."));
    }

    private static List<FeatureMap> nearest(String name, FeatureMaps maps) {
        List<String> names = maps.candidates().stream().map(FeatureMap::tensor).toList();
        return Nearest.names(name, names, SHOWN).stream().map(n -> maps.of(n).orElseThrow()).toList();
    }

    private static List<FeatureMap> last(FeatureMaps maps) {
        List<FeatureMap> all = maps.candidates();
        return all.subList(Math.max(0, all.size() - SHOWN), all.size());
    }

    private static String list(List<FeatureMap> maps) {
        return maps.isEmpty() ? "none: no tensor has cells on the image's grid"
                : maps.stream().map(CamLayers::describe).collect(Collectors.joining("; "));
    }

    /** Returns {@code "/layer4/Relu_output_0" [1, 512, 7, 7] stride 32, 32}. */
    static String describe(FeatureMap m) {
        String stride = Placement.isKnown(m)
                ? " stride " + m.field().stream().map(f -> number(f.stride())).collect(Collectors.joining(", ")) : "";
        return "\"" + m.tensor() + "\" " + m.shape() + stride;
    }

    private static String number(double v) {
        return v == Math.rint(v) ? String.valueOf((long) v) : String.valueOf(Math.round(v * 1000) / 1000.0);
    }

    /** Returns the names of all layers, each once. */
    List<String> names() {
        LinkedHashSet<String> names = new LinkedHashSet<>();
        perTarget.forEach(layers -> layers.forEach(m -> names.add(m.tensor())));
        return List.copyOf(names);
    }

    List<FeatureMap> of(int target) {
        return perTarget.get(target);
    }
}
