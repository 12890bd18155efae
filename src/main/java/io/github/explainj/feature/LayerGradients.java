// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.ChannelMaps;
import io.github.explainj.explain.FeatureMap;
import io.github.explainj.explain.Finding;
import io.github.explainj.explain.LayerFacts;
import io.github.explainj.probe.Derivative;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Turns the gradient of a target at one layer into findings.
 *
 * @param number which of the layers that were named, from 0
 */
record LayerGradients(Subject subject, FeatureMap layer, int number, ChannelShow show, GradientMaps.Sort sort) {

    private static final String UNIT = "gradient of the score";

    /** Returns the values, the pictures, the overlays and the table of one target. */
    List<Finding> findings(int target, Derivative d) {
        Tensor gradient = d.gradients().get(layer.tensor());
        ChannelMaps maps = layer.arranged(gradient);
        List<ChannelStatistics> statistics = ChannelStatistics.of(maps);
        ChannelOrder order = ChannelOrder.of(statistics.stream().mapToDouble(ChannelStatistics::meanSize).toArray(),
                sort == GradientMaps.Sort.NONE);
        ChannelPictures pictures = new ChannelPictures(layer, maps, order.shown(), show,
                subject.item().orElseThrow().sample().grid().spatial());
        Map<String, Object> facts = facts(pictures, statistics);
        facts.put("score", (double) d.score());
        ChannelPictures.Title title = new ChannelPictures.Title(target, LayerActivations.numbered("gradient_maps", number), UNIT, true);
        Finding.Inner inner = new Finding.Inner(target, LayerActivations.numbered("gradients", number), gradient, layer.tensor(),
                UNIT, facts);
        return pictures.between(inner, title, k -> label(k, statistics.get(k)),
                table(title, pictures.chosen(), order, statistics, LayerFacts.withoutRemark(facts)));
    }

    private Map<String, Object> facts(ChannelPictures pictures, List<ChannelStatistics> statistics) {
        Map<String, Object> facts = LayerFacts.of(layer, pictures.pixels(), show.align());
        pictures.addTo(facts);
        facts.put("order", sort.name().toLowerCase(Locale.ROOT));
        long zero = statistics.stream().filter(ChannelStatistics::isZero).count();
        facts.put("zero_channels", zero);
        if (zero == statistics.size())
            LayerFacts.remark(facts, "The gradient at " + layer.tensor() + " is 0 everywhere: through this layer nothing changes the"
                    + " score.");
        else if (zero > 0)
            LayerFacts.remark(facts, "The gradient is 0 everywhere in " + zero + " of " + statistics.size() + " channels of "
                    + layer.tensor() + ".");
        return facts;
    }

    private static String label(int channel, ChannelStatistics s) {
        return "channel " + channel + " mean |g| " + Rounded.text(s.meanSize()) + " sum " + Rounded.text(s.sum());
    }

    private Finding.Scores table(ChannelPictures.Title title, List<Integer> channels, ChannelOrder order,
            List<ChannelStatistics> statistics, Map<String, Object> facts) {
        List<List<Object>> rows = new ArrayList<>();
        for (int k : channels) {
            ChannelStatistics s = statistics.get(k);
            rows.add(List.of(k, order.rank(k), s.meanSize(), s.mean(), s.sum(), s.max(), s.min()));
        }
        return new Finding.Scores(title.target(), title.name(),
                List.of("channel", "rank", "mean |g|", "mean", "sum", "maximum", "minimum"), rows, facts);
    }
}
