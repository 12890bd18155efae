// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.Finding;
import io.github.explainj.explain.LayerFacts;
import io.github.explainj.onnx.Convolution;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Turns the filters of one convolution into findings.
 *
 * @param convolution whose they are
 * @param filters as they are stored, {@code [n, C, k...]}
 * @param drawing which are drawn, and how
 */
record FilterBank(Convolution convolution, Tensor filters, Drawing drawing) {

    private static final String UNIT = "weight";

    /** Behind filters and their channels there may be so many axes of space in a picture. */
    private static final int MOST_SPACE = 3;

    /**
     * How filters are drawn.
     *
     * @param name what the pictures and the table are called
     * @param chosen filters that are told of
     * @param count most that are drawn, and most channels of each; 0 for all
     * @param common whether all are stretched over the same values
     * @param colours whether three channels are red, green and blue
     */
    record Drawing(String name, List<Integer> chosen, int count, boolean common, boolean colours) {

        int limit(int most) {
            return count > 0 ? Math.min(count, most) : most;
        }
    }

    /** Returns the numbers, the pictures and the table. */
    List<Finding> findings() {
        List<FilterStatistics> statistics = IntStream.range(0, filters.batch()).mapToObj(i -> FilterStatistics.of(filters, i)).toList();
        Map<String, Object> facts = facts(statistics);
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding.Inner(0, drawing.name(), filters, convolution.output(), UNIT, facts));
        Map<String, Object> others = LayerFacts.withoutRemark(facts);
        if (filters.spatial().length <= MOST_SPACE) findings.add(picture(statistics, others));
        findings.add(table(statistics, others));
        return findings;
    }

    private boolean inColour() {
        return drawing.colours() && filters.channels() == 3 && !convolution.isTransposed();
    }

    /** Returns how many channels of each filter are drawn. */
    private int planes() {
        return inColour() ? 3 : drawing.limit(filters.channels());
    }

    private Map<String, Object> facts(List<FilterStatistics> statistics) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("layer", convolution.output());
        facts.put("node", convolution.node().name());
        facts.put("operator", convolution.node().op());
        facts.put("weights", convolution.stored());
        facts.put("weights_shape", Arrays.stream(filters.shape()).boxed().toList());
        facts.put("axes", convolution.isTransposed() ? "in, out/groups, kernel" : "out, in/groups, kernel");
        if (convolution.groups() > 1) facts.put("groups", convolution.groups());
        for (String a : List.of("strides", "dilations", "pads"))
            if (!convolution.node().integers(a).isEmpty()) facts.put(a, convolution.node().integers(a));
        if (convolution.isOfWholeNumbers()) facts.put("stored_as", "whole numbers; these are the floats that they stand for");
        drawn(facts);
        long zero = statistics.stream().filter(s -> s.norm() == 0).count();
        facts.put("zero_filters", zero);
        if (zero > 0)
            LayerFacts.remark(facts, zero + " of " + filters.batch() + " filters of " + convolution.stored() + " are 0 everywhere: what"
                    + " they make does not depend on the image.");
        return facts;
    }

    private void drawn(Map<String, Object> facts) {
        facts.put("colour", inColour());
        facts.put("planes", convolution.isTransposed() ? "output channel" : "input channel");
        int chosen = drawing.chosen().size();
        facts.put("filters_drawn", drawing.limit(chosen) + " of " + chosen);
        facts.put("channels_drawn", planes() + " of " + filters.channels());
    }

    private Finding.Picture picture(List<FilterStatistics> statistics, Map<String, Object> facts) {
        List<Integer> drawn = drawing.chosen().subList(0, drawing.limit(drawing.chosen().size()));
        int[] space = filters.spatial();
        // a filter of a signal is one pixel tall
        int[] kernel = space.length == 1 ? new int[] {1, space[0]} : space;
        int each = planes() * Arrays.stream(kernel).reduce(1, Math::multiplyExact);
        Tensor values = Tensor.zeros(IntStream.concat(IntStream.of(drawn.size(), planes()), Arrays.stream(kernel)).toArray());
        for (int i = 0; i < drawn.size(); i++)
            System.arraycopy(filters.data(), drawn.get(i) * (filters.size() / filters.batch()), values.data(), i * each, each);
        return new Finding.Picture(0, drawing.name(), values, drawn.stream().map(i -> label(i, statistics.get(i))).toList(),
                inColour() ? Finding.Tone.COLOUR : Finding.Tone.SIGNED, drawing.common(), UNIT, List.of(), facts);
    }

    private String label(int i, FilterStatistics s) {
        int each = Math.max(1, filters.batch() / convolution.groups());
        return (convolution.isTransposed() ? "input channel " : "filter ") + i
                + (convolution.groups() > 1 ? " group " + i / each : "") + " norm " + Rounded.text(s.norm());
    }

    private Finding.Scores table(List<FilterStatistics> statistics, Map<String, Object> facts) {
        List<List<Object>> rows = new ArrayList<>();
        for (int i : drawing.chosen()) {
            FilterStatistics s = statistics.get(i);
            rows.add(List.of(i, s.mean(), s.sd(), s.norm(), s.max(), s.min()));
        }
        return new Finding.Scores(0, drawing.name(),
                List.of(convolution.isTransposed() ? "input channel" : "filter", "mean", "sd", "norm", "maximum", "minimum"), rows, facts);
    }
}
