// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.ChannelMaps;
import io.github.explainj.explain.FeatureMap;
import io.github.explainj.explain.Finding;
import io.github.explainj.explain.LayerFacts;
import io.github.explainj.explain.Placement;
import io.github.explainj.onnx.ReceptiveField;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Draws the channels of one layer in an order: pictures side by side, and the first ones over the image.
 *
 * @param layer what they are channels of
 * @param maps {@code [K, P]}
 * @param order all channels, the first to be shown first
 * @param show how they are drawn
 * @param pixels sizes of the input {@code (D,) H, W}
 */
record ChannelPictures(FeatureMap layer, ChannelMaps maps, List<Integer> order, ChannelShow show, List<Integer> pixels) {

    /** Values of all pictures together: 256 MB of floats. */
    private static final int MOST_VALUES = 1 << 26;

    /** What a finding is called and about. */
    record Title(int target, String name, String unit, boolean signed) {}

    /** Returns the channels that a table tells of: those that were chosen, in order. */
    List<Integer> chosen() {
        Set<Integer> wanted = new HashSet<>(ChannelNumbers.of(show.channel(), layer));
        return wanted.isEmpty() ? order : order.stream().filter(wanted::contains).toList();
    }

    /** Returns the channels that are drawn. */
    List<Integer> drawn() {
        List<Integer> chosen = chosen();
        int most = show.count() > 0 ? show.count() : chosen.size();
        return chosen.subList(0, Math.min(Math.min(most, chosen.size()), Math.max(1, MOST_VALUES / area())));
    }

    /** Returns whether there is more than one cell, so that there is something to draw. */
    boolean isDrawable() {
        return layer.cells() > 1 && layer.grid().size() == pixels.size();
    }

    private int area() {
        return (show.size() == PictureSize.LAYER ? layer.grid() : pixels).stream().reduce(1, Math::multiplyExact);
    }

    /** Adds how many are drawn, and a remark where memory sets the limit. */
    void addTo(Map<String, Object> facts) {
        int chosen = chosen().size();
        facts.put("channels", maps.channels());
        if (!isDrawable()) return;
        facts.put("channels_drawn", drawn().size());
        int most = show.count() > 0 ? Math.min(show.count(), chosen) : chosen;
        if (drawn().size() < most)
            LayerFacts.remark(facts, "Only the first " + drawn().size() + " of " + most + " channels are drawn, as many as fit into "
                    + (MOST_VALUES >> 18) + " MB. The table and the file of values have all of them.");
    }

    /**
     * Returns the values, the pictures and overlays where there is something to draw, and the table.
     *
     * @param values with the facts of all, and the remark
     * @param label what a channel is called
     */
    List<Finding> between(Finding.Inner values, Title title, IntFunction<String> label, Finding.Scores table) {
        List<Finding> findings = new ArrayList<>(List.of(values));
        if (isDrawable()) {
            Map<String, Object> facts = LayerFacts.withoutRemark(values.facts());
            findings.add(picture(title, label, facts));
            findings.addAll(overlays(title, label, facts));
        }
        findings.add(table);
        return findings;
    }

    private Finding.Picture picture(Title title, IntFunction<String> label, Map<String, Object> facts) {
        List<Integer> drawn = drawn();
        int[] shape = IntStream.concat(IntStream.of(drawn.size(), 1), grid().stream().mapToInt(g -> g)).toArray();
        Tensor values = Tensor.zeros(shape);
        for (int i = 0; i < drawn.size(); i++) System.arraycopy(cells(drawn.get(i)), 0, values.data(), i * area(), area());
        return new Finding.Picture(title.target(), title.name(), values, drawn.stream().map(label::apply).toList(),
                title.signed() ? Finding.Tone.SIGNED : Finding.Tone.GREY, show.scale() == Scale.COMMON, title.unit(), field(), facts);
    }

    private List<Integer> grid() {
        return show.size() == PictureSize.LAYER ? layer.grid() : pixels;
    }

    private float[] cells(int channel) {
        return show.size() == PictureSize.LAYER ? maps.row(channel) : placement().enlarge(maps.row(channel));
    }

    private Placement placement() {
        return Placement.of(layer, pixels, show.align());
    }

    private List<ReceptiveField.Axis> field() {
        List<ReceptiveField.Axis> axes = new ArrayList<>();
        for (int a = 0; a < pixels.size(); a++) {
            double size = layer.field().isEmpty() ? Double.POSITIVE_INFINITY : layer.field().get(a).size();
            axes.add(show.size() == PictureSize.IMAGE ? new ReceptiveField.Axis(size, 1, 0)
                    : new ReceptiveField.Axis(size, placement().stride().get(a), placement().offset().get(a)));
        }
        return axes;
    }

    /** Lays the first channels over the image: {@code feature_maps_c17}, {@code [1, 1, (D,) H, W]} each. */
    private List<Finding.Attribution> overlays(Title title, IntFunction<String> label, Map<String, Object> facts) {
        List<Finding.Attribution> all = new ArrayList<>();
        for (int channel : chosen().subList(0, Math.min(show.overlays(), chosen().size()))) {
            int[] shape = IntStream.concat(IntStream.of(1, 1), pixels.stream().mapToInt(p -> p)).toArray();
            Tensor map = new Tensor(placement().enlarge(maps.row(channel)), shape);
            Map<String, Object> own = new LinkedHashMap<>(facts);
            own.put("channel", label.apply(channel));
            all.add(new Finding.Attribution(title.target(), title.name() + "_c" + channel, map, title.signed(), title.unit(), own));
        }
        return all;
    }
}
