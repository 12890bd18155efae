// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.FeatureMap;
import io.github.explainj.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the numbers of an index depend on, besides the images: those made with another key cannot be compared.
 *
 * @param model SHA-256 of the model's file
 * @param layer the tensor
 * @param pooling {@code mean, max, flatten}, or {@code none} of a layer without cells
 * @param preparation how images are shown to the model, as {@link Subject#preparation()}; empty where unknown
 */
record IndexKey(String model, String layer, String pooling, Map<String, String> preparation) {

    private static final int SHOWN = 12;

    IndexKey {
        preparation = new TreeMap<>(preparation);
    }

    static IndexKey of(Subject subject, Embedding embedding) {
        FeatureMap layer = embedding.layer();
        return new IndexKey(subject.model(), layer.tensor(), embedding.pooling().word(layer),
                subject.preparation());
    }

    /** Returns what must agree for a query, which may show another part and other channels of its image. */
    IndexKey forReading() {
        Map<String, String> less = new TreeMap<>(preparation);
        less.keySet().removeAll(List.of("fit", "channel_list"));
        return new IndexKey(model, layer, pooling, less);
    }

    /**
     * Checks that what is stored can be compared with what is asked for.
     *
     * @param stored key of the index
     * @throws Problem A09 with what differs
     */
    void check(Path folder, IndexKey stored) {
        List<String> differ = new ArrayList<>();
        compare(differ, "the model (SHA-256)", start(stored.model), start(model));
        compare(differ, "layer", stored.layer, layer);
        compare(differ, "pooling", stored.pooling, pooling);
        for (Map.Entry<String, String> p : preparation.entrySet())
            compare(differ, p.getKey(), stored.preparation.getOrDefault(p.getKey(), p.getValue()),
                    p.getValue());
        if (!differ.isEmpty())
            throw new Problem("A09", "The index in " + folder + " was made differently: "
                    + String.join("; ", differ)
                    + ". Its numbers cannot be compared. Ask for what it was made with, or give another"
                    + " folder for index.");
    }

    private static void compare(List<String> differ, String what, String then, String now) {
        if (!then.equals(now)) differ.add(what + " was " + shown(then) + " and is now " + shown(now));
    }

    private static String shown(String value) {
        return value.isEmpty() ? "not set" : value;
    }

    private static String start(String sha) {
        return sha.length() > SHOWN ? sha.substring(0, SHOWN) + "..." : sha;
    }
}
