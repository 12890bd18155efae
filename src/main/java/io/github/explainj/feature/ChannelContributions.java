// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import com.google.auto.service.AutoService;
import io.github.explainj.explain.Align;
import io.github.explainj.explain.ChannelMaps;
import io.github.explainj.explain.FeatureMap;
import io.github.explainj.explain.Finding;
import io.github.explainj.explain.LayerFacts;
import io.github.explainj.probe.Sample;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Label;
import io.github.explainj.registry.Range;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tells which channels of a layer made the score what it is: as a table, with the maps of the first ones, and
 * with the patches that excite them most where images are given.
 *
 * <p>{@link Measure#GRADIENT}: gradient times activation, summed over cells; where a mean over space and one
 * dense layer follow, that is weight times mean activation exactly (Zhou et al. 2016, arXiv:1512.04150), and all
 * of them and the bias make the score. {@link Measure#ABLATION}: the drop of the score when the channel is set to
 * 0 (Morcos et al. 2018, arXiv:1803.06959, single direction ablation; we do it image by image). Signed, in units
 * of the score: positive supports the target.
 *
 * @param layer one layer
 * @param count channels that are drawn
 * @param patches per channel that is drawn, when images are given
 * @param overlays how many of the first channels are laid over the image
 */
@AutoService(View.class)
@Label("Channel Contributions")
@About("Tells which channels of a layer made the score what it is.")
public record ChannelContributions(
        @About("Tensor or node; empty for the last one with cells.") String layer,
        @About("What a channel is worth: gradient (weight x mean activation) or ablation (what the score loses without it).")
                Measure measure,
        @About("Channels that are drawn, those that contribute most.") @Range(min = 1, max = 100) int count,
        @About("Patches for each of them, when images are given; 0 for none.") @Range(min = 0, max = 1000) int patches,
        @About(ChannelShow.OVERLAYS) @Range(min = 0, max = 100) int overlays) implements View {

    private static final String NAME = "channel_contributions";

    /** What a channel is worth. */
    public enum Measure {
        /** Gradient times activation, summed over cells. */
        GRADIENT,
        /** The drop of the score when it is set to 0. */
        ABLATION
    }

    /** Shows the nine channels of the last layer with cells for which gradient times activation is largest. */
    public ChannelContributions() {
        this("", Measure.GRADIENT, 9, 9, 0);
    }

    @Override
    public Scope scope() {
        return Scope.BOTH;
    }

    @Override
    public String command() {
        return "contributions";
    }

    @Override
    public boolean needsTarget() {
        return true;
    }

    @Override
    public boolean needsGradients() {
        return measure == Measure.GRADIENT;
    }

    @Override
    public List<Finding> look(Subject subject) {
        Sample sample = subject.item().orElseThrow().sample();
        FeatureMap map = new LayerScan(subject, layer).layer();
        Tensor activations = subject.probe().activations(sample, List.of(map.tensor())).get(map.tensor());
        List<ChannelWorth> worth = measure == Measure.GRADIENT ? ChannelWorth.byGradient(subject.probe(), sample, map)
                : ChannelWorth.byAblation(subject.probe(), sample, map);
        List<Finding> findings = new ArrayList<>();
        for (int t = 0; t < worth.size(); t++)
            findings.addAll(findings(subject, map, map.arranged(activations), t, worth.get(t)));
        return findings;
    }

    private List<Finding> findings(Subject subject, FeatureMap map, ChannelMaps maps, int target, ChannelWorth worth) {
        ChannelOrder order = ChannelOrder.of(worth.values(), false);
        ChannelShow show = new ChannelShow("", count, Scale.COMMON, PictureSize.LAYER, Align.CENTRES, overlays);
        List<Integer> pixels = subject.item().orElseThrow().sample().grid().spatial();
        ChannelPictures pictures = new ChannelPictures(map, maps, order.shown(), show, pixels);
        Map<String, Object> facts = LayerFacts.of(map, pixels, show.align());
        pictures.addTo(facts);
        addTo(facts, worth);
        float[] values = new float[map.channels()];
        for (int k = 0; k < values.length; k++) values[k] = (float) worth.values()[k];
        Finding.Inner inner = new Finding.Inner(target, NAME, new Tensor(values, 1, values.length), map.tensor(), "score", facts);
        List<Finding> found = new ArrayList<>(pictures.between(inner, title(target, maps),
                k -> "channel " + k + ": " + Rounded.text(worth.values()[k]), table(target, order, worth, maps, facts)));
        if (patches > 0 && subject.album().size() > 0 && !Double.isNaN(worth.sum()))
            found.addAll(patches(subject, target, order.shown().subList(0, Math.min(count, map.channels()))));
        return found;
    }

    private static ChannelPictures.Title title(int target, ChannelMaps maps) {
        boolean signed = ChannelStatistics.of(maps).stream().anyMatch(s -> s.min() < 0);
        return new ChannelPictures.Title(target, NAME + "_maps", "activation", signed);
    }

    private void addTo(Map<String, Object> facts, ChannelWorth worth) {
        facts.put("measure", measure.name().toLowerCase(Locale.ROOT));
        facts.put("score", worth.score());
        facts.put("complete", !Double.isNaN(worth.sum()));
        if (Double.isNaN(worth.sum())) return;
        facts.put("sum_of_contributions", worth.sum());
        facts.put("score_minus_sum", worth.rest());
        String sums = "The contributions of all " + worth.values().length + " channels add up to " + Rounded.text(worth.sum());
        if (worth.isWhole())
            LayerFacts.remark(facts, sums + "; with the bias, " + Rounded.text(worth.rest()) + ", that is the score, "
                    + Rounded.text(worth.score()) + " (the rest is the same for this image at half its brightness).");
        else
            LayerFacts.remark(facts, sums + " and the score is " + Rounded.text(worth.score()) + ": the rest, " + Rounded.text(worth.rest())
                    + ", is biases" + (measure == Measure.GRADIENT ? " and what is no weighted sum behind the layer, of which a gradient tells"
                            + " only the slope." : ", what channels do together, and what takes over when one is missing."));
    }

    private static Finding.Scores table(int target, ChannelOrder order, ChannelWorth worth, ChannelMaps maps, Map<String, Object> facts) {
        List<ChannelStatistics> statistics = ChannelStatistics.of(maps);
        double support = worth.support();
        List<List<Object>> rows = new ArrayList<>();
        for (int k : order.shown()) {
            ChannelStatistics s = statistics.get(k);
            double value = worth.values()[k];
            rows.add(List.of(order.rank(k), k, value, support > 0 ? value / support : Double.NaN, s.mean(), s.max(), s.active()));
        }
        return new Finding.Scores(target, NAME, List.of("rank", "channel", "contribution", "share of positive", "mean", "maximum",
                "active share"), rows, facts);
    }

    /** Looks up what excites the channels most; without gradients, nothing is shown beside the patches. */
    private List<Finding> patches(Subject subject, int target, List<Integer> channels) {
        String numbers = channels.stream().map(String::valueOf).collect(Collectors.joining(","));
        View search = new ActivatingPatches(layer, numbers, 1, patches, 1, measure == Measure.GRADIENT ? Projection.GUIDED : Projection.NONE, "");
        List<Finding> found = subject.once(NAME + " " + search, () -> search.look(subject));
        return found.stream().map(f -> (Finding) new Finding.Patches(target, NAME + "_patches", ((Finding.Patches) f).patches(),
                ((Finding.Patches) f).unit(), f.facts())).toList();
    }
}
