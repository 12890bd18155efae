// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.Finding;
import io.github.explainj.explain.LayerFacts;
import io.github.explainj.onnx.Convolution;
import io.github.explainj.problem.Problem;
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
 * @param number which of the convolutions that were named, from 0
 * @param wanted how they are drawn
 * @param colours whether three input channels may be drawn in colour
 */
record FilterBank(Convolution convolution, int number, Filters wanted, boolean colours) {

    private static final String UNIT = "weight";

    /** Space for what is drawn: the axes of a filter behind its channels. */
    private static final int MOST_AXES = 3;

    List<Finding> findings() {
        Tensor filters = convolution.filters().orElseThrow(this::notStored);
        if (filters.rank() < 3)
            throw new Problem("A05", "The weights " + convolution.stored() + " of " + convolution.node() + " have the shape "
                    + Arrays.toString(filters.shape()) + "; those of a convolution have at least three axes.");
        List<Integer> chosen = chosen(filters);
        Map<String, Object> facts = facts(filters);
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding.Inner(0, LayerActivations.numbered("filters", number), filters, convolution.output(), UNIT, facts));
        if (filters.rank() <= MOST_AXES + 2) findings.add(picture(filters, limited(chosen), facts));
        findings.add(table(filters, chosen, facts));
        return findings;
    }

    private Problem notStored() {
        String by = convolution.computedBy().map(n -> "they are computed by " + n).orElse("they are fed, or are no numbers that"
                + " are read here");
        return new Problem("A05", "The filters of " + convolution.node() + " are not stored in the model: " + by
                + ". Name another convolution with layer=.");
    }

    private List<Integer> chosen(Tensor filters) {
        List<Integer> named = ChannelNumbers.of(wanted.channel(), filters.batch(), convolution.node().toString());
        return named.isEmpty() ? IntStream.range(0, filters.batch()).boxed().toList() : named;
    }

    private List<Integer> limited(List<Integer> all) {
        return wanted.count() > 0 ? all.subList(0, Math.min(wanted.count(), all.size())) : all;
    }

    private boolean inColour(Tensor filters) {
        return colours && filters.channels() == 3 && filters.rank() <= MOST_AXES + 2 && !convolution.isTransposed();
    }

    private Map<String, Object> facts(Tensor filters) {
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
        if (convolution.isOfWholeNumbers()) facts.put("stored_as", "whole numbers; shown are the floats that they stand for");
        facts.put("colour", inColour(filters));
        int planes = inColour(filters) ? 3 : Math.min(filters.channels(), limited(planes(filters)).size());
        facts.put("planes", convolution.isTransposed() ? "output channel" : "input channel");
        int drawn = limited(chosen(filters)).size();
        if (drawn < chosen(filters).size()) facts.put("filters_drawn", drawn + " of " + chosen(filters).size());
        if (planes < filters.channels()) facts.put("channels_drawn", planes + " of " + filters.channels());
        zero(filters, facts);
        return facts;
    }

    private void zero(Tensor filters, Map<String, Object> facts) {
        long zero = IntStream.range(0, filters.batch()).filter(i -> FilterStatistics.of(filters, i).norm() == 0).count();
        facts.put("zero_filters", zero);
        if (zero > 0)
            LayerFacts.remark(facts, zero + " of " + filters.batch() + " filters of " + convolution.stored() + " are 0 everywhere: what"
                    + " they make does not depend on the image.");
    }

    private static List<Integer> planes(Tensor filters) {
        return IntStream.range(0, filters.channels()).boxed().toList();
    }

    private Finding.Picture picture(Tensor filters, List<Integer> drawn, Map<String, Object> facts) {
        boolean rgb = inColour(filters);
        List<Integer> planes = rgb ? planes(filters) : limited(planes(filters));
        int[] kernel = kernel(filters);
        int area = Arrays.stream(kernel).reduce(1, Math::multiplyExact);
        int[] shape = IntStream.concat(IntStream.of(drawn.size(), planes.size()), Arrays.stream(kernel)).toArray();
        Tensor values = Tensor.zeros(shape);
        for (int i = 0; i < drawn.size(); i++)
            System.arraycopy(filters.data(), drawn.get(i) * filters.channels() * area, values.data(), i * planes.size() * area,
                    planes.size() * area);
        return new Finding.Picture(0, LayerActivations.numbered("filters", number), values,
                drawn.stream().map(i -> label(filters, i)).toList(), rgb ? Finding.Tone.COLOUR : Finding.Tone.SIGNED,
                wanted.scale() == Scale.COMMON, UNIT, List.of(), facts);
    }

    /** Returns the sizes of a filter as a picture: one of a signal is one pixel tall. */
    private static int[] kernel(Tensor filters) {
        int[] spatial = filters.spatial();
        return spatial.length == 1 ? new int[] {1, spatial[0]} : spatial;
    }

    private String label(Tensor filters, int i) {
        String what = convolution.isTransposed() ? "input channel " : "filter ";
        int each = Math.max(1, filters.batch() / convolution.groups());
        return what + i + (convolution.groups() > 1 ? " group " + i / each : "")
                + " norm " + Rounded.text(FilterStatistics.of(filters, i).norm());
    }

    private Finding.Scores table(Tensor filters, List<Integer> chosen, Map<String, Object> facts) {
        List<List<Object>> rows = new ArrayList<>();
        for (int i : chosen) {
            FilterStatistics s = FilterStatistics.of(filters, i);
            rows.add(List.of(i, s.mean(), s.sd(), s.norm(), s.max(), s.min()));
        }
        return new Finding.Scores(0, LayerActivations.numbered("filters", number),
                List.of(convolution.isTransposed() ? "input channel" : "filter", "mean", "sd", "norm", "maximum", "minimum"), rows, facts);
    }
}
