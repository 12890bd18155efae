// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.ChannelMaps;
import io.github.explainj.explain.FeatureMap;
import io.github.explainj.explain.InnerTensors;
import io.github.explainj.probe.Inputs;
import io.github.explainj.probe.Network;
import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** Goes through images and hands on what one layer makes of each; only those of a batch are in memory. */
final class LayerScan {

    /** Images of so many sizes are remembered; more cost time only. */
    private static final int SIZES = 16;

    private final Subject subject;
    private final FeatureMap layer;
    private final Map<List<Integer>, FeatureMap> bySize = new LinkedHashMap<>();

    /**
     * @param layer name of one layer; empty for the last one with cells
     * @throws Problem A05 when there is none of that name, A07 when several are named
     */
    LayerScan(Subject subject, String layer) {
        this.subject = subject;
        this.layer = one(subject.network(), layer);
    }

    private static FeatureMap one(Network network, String names) {
        List<FeatureMap> found = InnerTensors.of(network).named(names);
        if (found.size() == 1) return found.get(0);
        throw new Problem("A07", "layer=" + names + " is not possible: these are " + found.size()
                + " layers, and one is looked at here. Name one of them.");
    }

    /** Takes an image's values. */
    @FunctionalInterface
    interface Visitor {

        /**
         * @param layer how they are arranged for an image of this size
         * @param maps {@code [K, P]}
         * @return whether to go on
         */
        boolean visit(Item item, FeatureMap layer, ChannelMaps maps);
    }

    /** Returns the layer, for an image of the size that the network is known at. */
    FeatureMap layer() {
        return layer;
    }

    /** Returns how the layer is arranged for an image of this size. */
    FeatureMap layer(Sample sample) {
        FeatureMap known = bySize.get(sample.grid().spatial());
        if (known != null) return known;
        FeatureMap found = InnerTensors.of(subject.probe().network(sample)).named(layer.tensor()).get(0);
        if (found.channels() != layer.channels())
            throw new Problem("A05", "layer=" + layer.tensor() + " is not possible: it has "
                    + layer.channels() + " channels at one size of image"
                    + " and " + found.channels() + " at another. Name a layer whose channels do not depend on"
                    + " the size, or fit the images to one.");
        if (bySize.size() == SIZES) bySize.remove(bySize.keySet().iterator().next());
        bySize.put(sample.grid().spatial(), found);
        return found;
    }

    /**
     * Goes through images in order.
     *
     * @param expected how many there will be, for progress
     * @return how many the visitor got
     */
    int over(Iterator<Item> items, int expected, Visitor visitor) {
        Queue<Item> read = new ArrayDeque<>();
        Iterator<Sample> samples = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return items.hasNext();
            }

            @Override
            public Sample next() {
                Item item = items.next();
                read.add(item);
                return item.sample();
            }
        };
        return subject.probe().activations(new Inputs(samples, expected), List.of(layer.tensor()),
                (i, values) -> {
            Item item = read.remove();
            FeatureMap map = layer(item.sample());
            return visitor.visit(item, map, map.arranged(values.get(layer.tensor())));
        });
    }
}
