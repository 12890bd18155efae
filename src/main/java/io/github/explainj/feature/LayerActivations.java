// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.ChannelMaps;
import io.github.explainj.explain.FeatureMap;
import io.github.explainj.explain.Finding;
import io.github.explainj.explain.LayerFacts;
import io.github.explainj.probe.Sample;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Turns the activations of one layer into findings.
 *
 * @param number which of the layers that were named, from 0
 */
record LayerActivations(Subject subject, FeatureMap layer, int number, ChannelShow show, FeatureMaps.Sort sort) {

    /** Returns the values, the pictures, the overlays and the table. */
    List<Finding> findings(Tensor values) {
        Sample sample = subject.item().orElseThrow().sample();
        ChannelMaps maps = layer.arranged(values);
        List<ChannelStatistics> statistics = ChannelStatistics.of(maps);
        double[][] contributions = sort == FeatureMaps.Sort.CONTRIBUTION ? Contribution.of(subject.probe(), sample, layer) : new double[0][];
        ChannelOrder order = order(statistics, contributions);
        ChannelPictures pictures = new ChannelPictures(layer, maps, order.shown(), show, sample.grid().spatial());
        Map<String, Object> facts = facts(pictures, statistics);
        if (sort == FeatureMaps.Sort.CONTRIBUTION && contributions.length == 0) facts.put("complete", false);
        boolean signed = statistics.stream().anyMatch(s -> s.min() < 0);
        ChannelPictures.Title title = new ChannelPictures.Title(0, numbered("feature_maps", number), "activation", signed);
        Finding.Inner inner = new Finding.Inner(0, numbered("features", number), values, layer.tensor(), "activation", facts);
        return pictures.between(inner, title, k -> label(k, statistics.get(k), contributions),
                table(pictures.chosen(), order, statistics, contributions, LayerFacts.withoutRemark(facts)));
    }

    /** Returns the name of what is found of a layer: {@code features}, {@code features_2}. */
    static String numbered(String name, int number) {
        return number == 0 ? name : name + "_" + (number + 1);
    }

    private ChannelOrder order(List<ChannelStatistics> statistics, double[][] contributions) {
        double[] keys = contributions.length > 0 ? contributions[0]
                : statistics.stream().mapToDouble(ChannelStatistics::mean).toArray();
        return ChannelOrder.of(keys, sort == FeatureMaps.Sort.NONE);
    }

    private Map<String, Object> facts(ChannelPictures pictures, List<ChannelStatistics> statistics) {
        Map<String, Object> facts = LayerFacts.of(layer, pictures.pixels(), show.align());
        pictures.addTo(facts);
        facts.put("order", sort.name().toLowerCase(Locale.ROOT));
        long dead = statistics.stream().filter(ChannelStatistics::isZero).count();
        facts.put("dead_channels", dead);
        if (dead > 0)
            LayerFacts.remark(facts, dead + " of " + statistics.size() + " channels of " + layer.tensor() + " are 0 everywhere on this"
                    + " image: their filters find nothing here, or are dead for every image.");
        return facts;
    }

    private static String label(int channel, ChannelStatistics s, double[][] contributions) {
        StringBuilder label = new StringBuilder("channel " + channel + " mean " + Rounded.text(s.mean()));
        if (contributions.length > 0) label.append(" contribution");
        for (double[] target : contributions) label.append(' ').append(Rounded.text(target[channel]));
        return label.toString();
    }

    private Finding.Scores table(List<Integer> channels, ChannelOrder order, List<ChannelStatistics> statistics,
            double[][] contributions, Map<String, Object> facts) {
        List<String> columns = new ArrayList<>(List.of("channel", "rank", "mean", "maximum", "minimum", "active share"));
        for (int t = 0; t < contributions.length; t++)
            columns.add(contributions.length == 1 ? "contribution" : "contribution " + subject.network().targets().get(t).spec());
        List<List<Object>> rows = new ArrayList<>();
        for (int k : channels) {
            ChannelStatistics s = statistics.get(k);
            List<Object> row = new ArrayList<>(List.of(k, order.rank(k), s.mean(), s.max(), s.min(), s.active()));
            for (double[] target : contributions) row.add(target[k]);
            rows.add(row);
        }
        return new Finding.Scores(0, numbered("feature_maps", number), columns, rows, facts);
    }
}
