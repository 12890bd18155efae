// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import com.google.auto.service.AutoService;
import io.github.explainj.perturb.AutoFill;
import io.github.explainj.perturb.Extent;
import io.github.explainj.perturb.Fill;
import io.github.explainj.perturb.Grid;
import io.github.explainj.perturb.Samples.Masked;
import io.github.explainj.perturb.SlidingWindow;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Label;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Hides one window after the other and writes down by how much the score drops.
 *
 * <p>The map at an element is the mean over the windows k that cover it of {@code f(x) - f(x with
 * window k filled)}: signed, in the score's unit, positive = this supports the score. Positions and
 * averaging are captum's ({@link SlidingWindow}). Zeiler and Fergus 2013, arXiv:1311.2901, who
 * write the score itself; we differ as captum does, and in the fill, which is the image's background.
 *
 * @param window size of the window; a number more than there are spatial axes puts the channels in
 *     front, and the window then slides over channels too
 * @param stride step of the window, at most its size
 * @param channels whether a window hides all channels or one at a time
 * @param fill what hidden pixels become
 */
@AutoService(Explainer.class)
@Label("Occlusion Map")
@About("Hides one window after the other and maps by how much the score drops.")
public record Occlusion(
        @About("Window: model pixels (16, or 8,16,16 per axis d,y,x, or 2,16,16 with channels in front), "
                + "micrometres (2um) or a share of the side (1/14).") Extent window,
        @About("Step of the window, in the same forms, or half of the window.") Extent stride,
        @About("Whether a window hides all channels together or each one by itself.") Channels channels,
        @About("What hidden pixels become: auto is the image's background.") Fill fill) implements Explainer {

    /** Takes windows of 1/14 of each side at steps of half a window, all channels together. */
    public Occlusion() {
        this(Extent.share(14), Extent.HALF, Channels.TOGETHER, new AutoFill());
    }

    @Override
    public List<Finding> explain(Probe probe, Sample input, Regions regions) {
        SlidingWindow windows = windows(input.grid());
        float[] scores = probe.score(input);
        Tensor hidden = probe.scores(input, new Masked(windows, fill));
        WindowMeans means = WindowMeans.of(windows, hidden.size(0), input.grid());
        NullWindows background = NullWindows.of(windows, hidden.size(0), input.x(), input.baseline(fill));
        List<Finding> findings = new ArrayList<>();
        for (int t = 0; t < probe.targets(); t++) {
            double[] drops = new double[hidden.size(0)];
            for (int k = 0; k < drops.length; k++)
                drops[k] = (double) scores[t] - hidden.data()[k * probe.targets() + t];
            Map<String, Object> facts = facts(windows, input, scores[t], drops);
            background.addTo(facts, drops);
            findings.add(new Finding.Attribution(t, "occlusion", means.map(drops), true, "drop of the score", facts));
        }
        return findings;
    }

    private SlidingWindow windows(Grid grid) {
        if (channels == Channels.EACH && window.namesChannels(grid))
            throw new Problem("A07", "window=" + window + " already says how many channels a window hides, and "
                    + "channels=each says one. Leave out one of them.");
        int[] size = window.resolve(grid);
        if (channels == Channels.EACH) size[0] = 1;
        return SlidingWindow.of(grid, size, stride.resolve(grid, size));
    }

    private Map<String, Object> facts(SlidingWindow windows, Sample input, float score, double[] drops) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("fill", fill.describe(input.scene()));
        facts.put("window", windows.window());
        facts.put("stride", windows.stride());
        facts.put("windows", drops.length);
        Partial.addTo(facts, drops.length, windows.count());
        facts.put("score", (double) score);
        Summary drop = Summary.of(drops);
        if (drops.length > 0) {
            facts.put("score_min", score - drop.max());
            facts.put("score_max", score - drop.min());
        }
        return facts;
    }
}
