// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.FeatureMap;
import io.github.explainj.explain.Finding;
import io.github.explainj.probe.Network;
import io.github.explainj.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Opens the images of the winners again, each once, and cuts the patches out of them. */
final class PatchSheet {

    private final Subject subject;
    private final LayerScan scan;
    private final Projector projector;
    private final List<String> lost = new ArrayList<>();

    PatchSheet(Subject subject, LayerScan scan, Projector projector) {
        this.subject = subject;
        this.scan = scan;
        this.projector = projector;
    }

    /** One patch to be made. */
    private record Wanted(int place, int channel, Winner winner) {}

    /**
     * Makes the patches, channel by channel, best first.
     *
     * @param best winners by channel
     */
    List<Finding.Patch> of(Map<Integer, List<Winner>> best) {
        Map<Long, List<Wanted>> byImage = new TreeMap<>();
        int places = 0;
        for (Map.Entry<Integer, List<Winner>> e : best.entrySet())
            for (Winner w : e.getValue())
                byImage.computeIfAbsent(w.order(), o -> new ArrayList<>())
                        .add(new Wanted(places++, e.getKey(), w));
        Finding.Patch[] made = new Finding.Patch[places];
        int done = 0;
        for (List<Wanted> wanted : byImage.values()) {
            open(wanted, made);
            done += wanted.size();
            subject.progress(done, places);
        }
        return java.util.Arrays.stream(made).filter(Objects::nonNull).toList();
    }

    private void open(List<Wanted> wanted, Finding.Patch[] made) {
        try {
            Item item = subject.album().open(wanted.get(0).winner().origin());
            for (Wanted w : wanted) made[w.place()] = patch(item, w);
        } catch (Problem p) {
            // its place in the ranking stays empty: what is gone cannot be shown
            if (!p.code().startsWith("I")) throw p;
            lost.add(p.sentence());
        }
    }

    private Finding.Patch patch(Item item, Wanted w) {
        FeatureMap layer = scan.layer(item.sample());
        Network network = subject.probe().network(item.sample());
        CellBox box = CellBox.of(network, layer, w.winner().cell(), item.sample().grid().spatial());
        return new PatchCut(item, box).patch("channel " + w.channel(), w.winner(),
                projector.of(item, layer, w.channel(), w.winner().cell()));
    }

    /** Returns what must be known of patches that are missing. */
    String remark() {
        return lost.isEmpty() ? "" : "Of " + lost.size() + " images patches are missing. " + lost.get(0);
    }
}
