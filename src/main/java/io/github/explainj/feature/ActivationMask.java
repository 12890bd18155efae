// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import com.google.auto.service.AutoService;
import io.github.explainj.explain.Align;
import io.github.explainj.explain.ChannelMaps;
import io.github.explainj.explain.FeatureMap;
import io.github.explainj.explain.Finding;
import io.github.explainj.explain.Placement;
import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Label;
import io.github.explainj.registry.Range;
import io.github.explainj.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Shows where one channel is as active as it rarely is: network dissection (Bau et al. 2017,
 * arXiv:1704.05796).
 *
 * <p>The threshold T is the level that a share q of all activations of the channel, over all positions of
 * all images of a set, lie above: {@code P(a > T) = q}. The channel's map of the open image is enlarged,
 * linear between the centres of the cells, and what lies above T is inside.
 *
 * <p>With N activations k = ceil(q N) of them, at least one, are ranked above T, which is exact as long as
 * k is below 2^22; a larger share is cut to that and the facts say so. Of a channel that is zero nearly everywhere T is
 * 0, and what is above zero is inside, which is less than q.
 *
 * @param layer one layer with cells
 * @param channel one channel; empty for the one with the largest mean activation on the open image
 * @param quantile q
 * @param threshold T itself; empty for the one that follows from q
 * @param dim how bright the rest of the image stays, 0 to 1, from the channel's darkest value up
 */
@AutoService(View.class)
@Label("Activation Mask")
@About("Outlines where one channel is as active as in only a small share of many images, and dims the rest.")
public record ActivationMask(
        @About("Tensor or node; empty for the last one with cells.") String layer,
        @About("One channel of the layer, from 0; empty for the most active one on the image.")
                String channel,
        @About("Share of all activations that lies above the threshold.") @Range(min = 1e-9, max = 0.999)
                double quantile,
        @About("The threshold itself, an activation; empty to take it from the quantile.") String threshold,
        @About("Brightness of what is outside, 0 to 1.") @Range(min = 0, max = 1) double dim)
                implements View {

    private static final int MOST = 1 << 22;
    private static final String NUMBER = "[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?";

    /** Takes the top 0.5 %, as network dissection does. */
    public ActivationMask() {
        this("", "", 0.005, "", 0.3);
    }

    public ActivationMask {
        if (!threshold.isBlank() && !threshold.strip().matches(NUMBER))
            throw new Problem("A07", "threshold=" + threshold
                    + " of activation_mask is not possible: expected a number (with a decimal"
                    + " point), or nothing for the threshold that follows from quantile=.");
    }

    @Override
    public Scope scope() {
        return Scope.BOTH;
    }

    @Override
    public String command() {
        return "mask";
    }

    @Override
    public List<Finding> look(Subject subject) {
        Sample sample = subject.item().orElseThrow().sample();
        LayerScan scan = new LayerScan(subject, layer);
        FeatureMap map = scan.layer(sample);
        if (map.cells() < 2)
            throw new Problem("A05", "layer=" + map.tensor() + " is not possible: its shape " + map.shape()
                    + " has no cells that could be laid over the image. Name an earlier layer.");
        ChannelMaps values = map.arranged(subject.probe().activations(sample, List.of(map.tensor()))
                .get(map.tensor()));
        int k = channel(map, values);
        Level level = level(subject, scan, k, values);
        float[] enlarged = Placement.of(map, sample.grid().spatial(), Align.CENTRES).enlarge(values.row(k));
        return findings(subject, sample, enlarged, facts(map, k, level));
    }

    private int channel(FeatureMap map, ChannelMaps values) {
        List<Integer> named = ChannelNumbers.of(channel, map);
        if (named.size() > 1)
            throw new Problem("A07", "channel=" + channel + " is not possible: these are " + named.size()
                    + " channels, and a mask is of one. Name one.");
        if (!named.isEmpty()) return named.get(0);
        return IntStream.range(0, values.channels()).boxed()
                .max((a, b) -> Double.compare(values.sum(a), values.sum(b))).orElse(0);
    }

    /**
     * A threshold.
     *
     * @param share of the activations that were ranked above it; NaN where it was given
     * @param images how many were searched for it
     * @param positions how many activations they have
     */
    private record Level(double threshold, double share, int images, long positions, boolean complete) {}

    private Level level(Subject subject, LayerScan scan, int k, ChannelMaps open) {
        if (!threshold.isBlank())
            return new Level(Double.parseDouble(threshold.strip()), Double.NaN, 0, 0, true);
        if (subject.album().size() > 0)
            return subject.once("activation mask " + scan.layer().tensor() + " " + k + " " + quantile,
                    () -> overAlbum(subject, scan, k));
        TopValues top = new TopValues(MOST);
        top.add(open.row(k));
        return level(top, 0, true);
    }

    private Level overAlbum(Subject subject, LayerScan scan, int k) {
        TopValues top = new TopValues(MOST);
        int images = scan.over(subject.album().items(), subject.album().size(), (item, map, maps) -> {
            top.add(maps.row(k));
            return true;
        });
        return level(top, images, !subject.isCancelled());
    }

    private Level level(TopValues top, int images, boolean complete) {
        return new Level(top.above(quantile), Math.min(quantile, top.largestShare()), images, top.count(),
                complete);
    }

    private static Map<String, Object> facts(FeatureMap map, int k, Level level) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("layer", map.tensor());
        facts.put("channel", k);
        facts.put("threshold", level.threshold());
        facts.put("quantile", level.share());
        facts.put("quantile_images", level.images());
        facts.put("quantile_positions", level.positions());
        facts.put("complete", level.complete());
        if (level.images() == 0 && level.positions() > 0)
            facts.put(Finding.REMARK,
                    "The threshold is a quantile of this image alone: every image has places"
                            + " above it. Name images= to compare with.");
        return facts;
    }

    private static void nowhere(float[] map, double threshold, Map<String, Object> facts) {
        double most = IntStream.range(0, map.length).mapToDouble(i -> map[i]).max().orElse(Double.NaN);
        facts.merge(Finding.REMARK, "Nowhere on this image is the channel above the threshold, "
                + (float) threshold + ": its largest activation is "
                + (float) most + ".", (a, b) -> a + " " + b);
    }

    private List<Finding> findings(Subject subject, Sample sample, float[] map, Map<String, Object> facts) {
        double threshold = (double) facts.get("threshold");
        IntStream sizes = sample.grid().spatial().stream().mapToInt(s -> s);
        Tensor mask = Tensor.zeros(IntStream.concat(IntStream.of(1, 1), sizes).toArray());
        double sum = 0;
        int inside = 0;
        for (int i = 0; i < map.length; i++) {
            if (!(map[i] > threshold)) continue;
            mask.data()[i] = 1;
            sum += map[i];
            inside++;
        }
        if (inside == 0) nowhere(map, threshold, facts);
        double mean = inside == 0 ? Double.NaN : sum / inside;
        List<Object> row = List.of(facts.get("channel"), threshold, facts.get("quantile"),
                inside / (double) map.length, mean,
                facts.get("quantile_images"));
        return List.of(new Finding.Attribution(0, "activation_mask", mask, false, Finding.MASK, facts),
                Dimmed.picture(subject.item().orElseThrow(), mask, dim),
                new Finding.Scores(0, "activation_mask",
                        List.of("channel", "threshold", "quantile", "area_share", "mean_inside", "images"),
                        List.of(row), facts));
    }
}
