// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import com.google.auto.service.AutoService;
import io.github.explainj.perturb.AutoFill;
import io.github.explainj.perturb.Fill;
import io.github.explainj.perturb.Grid;
import io.github.explainj.perturb.RegionMasks;
import io.github.explainj.perturb.Samples.Masked;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Label;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Measures each region by itself: the score with that region replaced, and with only it left.
 *
 * <p>One run per region and question, so a region's number holds nothing of its neighbours, as a
 * map averaged over overlapping windows does. The difference is {@code f(x) - f(x without the
 * region)}: signed, in the score's unit, positive = the region supports the score.
 *
 * @param over whether the regions are the user's (ROIs, labels) or the channels
 * @param fill what hidden pixels become
 */
@AutoService(Explainer.class)
@Label("Region Importance")
@About("Replaces one region after the other, and all but it, and lists what the score does.")
public record RegionOcclusion(
        @About("regions: ROIs or labels; channels: each channel of the image as a region.") Over over,
        @About("What hidden pixels become: auto is the image's background.") Fill fill) implements Explainer {

    /** What counts as a region. */
    public enum Over { REGIONS, CHANNELS }

    /** Takes the user's regions. */
    public RegionOcclusion() {
        this(Over.REGIONS, new AutoFill());
    }

    @Override
    public boolean needsRegions() {
        return over == Over.REGIONS;
    }

    /**
     * Returns one table per target, a row per region in the order of the regions.
     *
     * @throws Problem A04 when it is over regions and there are none
     */
    @Override
    public List<Finding> explain(Probe probe, Sample input, Regions regions) {
        Regions asked = over == Over.CHANNELS ? channels(input) : regions;
        if (asked.isEmpty())
            throw new Problem("A04", "region_occlusion needs regions and there are none. Draw ROIs (overlay or ROI "
                    + "Manager), give a label image or a ROI file, or set over=channels.");
        List<Integer> seen = IntStream.range(0, asked.count())
                .filter(r -> asked.positions().get(r).length > 0).boxed().toList();
        float[] before = probe.score(input);
        Tensor scores = seen.isEmpty() ? Tensor.zeros(0, probe.targets())
                : probe.scores(input, new Masked(masks(input.grid(), asked, seen), fill));
        List<Finding> tables = new ArrayList<>();
        for (int t = 0; t < probe.targets(); t++) {
            RegionTable table = new RegionTable(asked, seen, before[t], column(scores, t));
            tables.add(table.finding(t, fill.describe(input.scene())));
        }
        return tables;
    }

    private RegionMasks masks(Grid grid, Regions asked, List<Integer> seen) {
        boolean perChannel = over == Over.CHANNELS;
        int size = grid.positions() * (perChannel ? grid.channels() : 1);
        return new RegionMasks(size, perChannel, seen.stream().map(asked.positions()::get).toList());
    }

    private static Regions channels(Sample input) {
        int n = input.grid().positions();
        return new Regions(input.channels(), IntStream.range(0, input.grid().channels())
                .mapToObj(c -> IntStream.range(c * n, (c + 1) * n).toArray()).toList());
    }

    private static double[] column(Tensor scores, int target) {
        double[] column = new double[scores.size(0)];
        for (int k = 0; k < column.length; k++) column[k] = scores.data()[k * scores.size(1) + target];
        return column;
    }
}
