// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import io.github.explainj.explain.Align;
import io.github.explainj.explain.ChannelMaps;
import io.github.explainj.explain.FeatureMap;
import io.github.explainj.explain.Finding;
import io.github.explainj.explain.LayerFacts;
import io.github.explainj.explain.Placement;
import io.github.explainj.onnx.ReceptiveField;
import io.github.explainj.probe.Sample;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Shows where the factors of a layer are on one image.
 *
 * @param layer how the layer is arranged for the image
 * @param maps its activations {@code [K, P]}
 */
record FactorFindings(Sample sample, FeatureMap layer, ChannelMaps maps, FactorFit fit, Align align) {

    private static final String UNIT = "activation along the factor";
    private static final int TOP = 5;

    /** Returns the factors, where they are, the picture and the table. */
    List<Finding> all(boolean complete) {
        List<double[]> solved = IntStream.range(0, layer.cells()).mapToObj(p -> fit.weights().of(FactorCells.cell(maps, p))).toList();
        List<float[]> weights = weights(solved);
        Map<String, Object> facts = facts(complete, solved);
        List<Finding> found = new ArrayList<>(List.of(factors(facts)));
        if (layer.cells() > 1 && layer.grid().size() == pixels().size()) {
            List<float[]> placed = weights.stream().map(w -> Placement.of(layer, pixels(), align).enlarge(w)).toList();
            for (int f = 0; f < placed.size(); f++) found.add(map(f, placed.get(f), facts));
            found.add(picture(placed, facts));
        }
        found.add(table(weights, facts));
        return found;
    }

    private List<Integer> pixels() {
        return sample.grid().spatial();
    }

    private int count() {
        return fit.shares().length;
    }

    /** Turns the factors' weights of each cell into the cells' weights of each factor. */
    private List<float[]> weights(List<double[]> solved) {
        List<float[]> all = new ArrayList<>();
        for (int f = 0; f < count(); f++) all.add(new float[layer.cells()]);
        for (int p = 0; p < layer.cells(); p++) {
            double[] w = solved.get(p);
            for (int f = 0; f < w.length; f++) all.get(f)[p] = (float) w[f];
        }
        return all;
    }

    /** Returns H. */
    private Finding.Inner factors(Map<String, Object> facts) {
        Tensor h = Tensor.zeros(1, count(), layer.channels());
        for (int i = 0; i < h.size(); i++) h.data()[i] = (float) fit.weights().factors()[i / layer.channels()][i % layer.channels()];
        return new Finding.Inner(0, "factors_h", h, layer.tensor(), "share of the factor's length", LayerFacts.withoutRemark(facts));
    }

    private Finding.Attribution map(int f, float[] placed, Map<String, Object> facts) {
        int[] shape = IntStream.concat(IntStream.of(1, 1), pixels().stream().mapToInt(p -> p)).toArray();
        Map<String, Object> own = LayerFacts.withoutRemark(facts);
        own.put("share_of_energy", fit.shares()[f]);
        own.put("colour", FactorColours.of(f).name());
        return new Finding.Attribution(0, "factor_" + (f + 1), new Tensor(placed, shape), false, UNIT, own);
    }

    private Finding.Picture picture(List<float[]> placed, Map<String, Object> facts) {
        List<float[]> strengths = IntStream.range(0, count()).mapToObj(f -> strength(placed.get(f), fit.peaks()[f])).toList();
        FactorPicture picture = new FactorPicture(sample.scene().raw(), strengths);
        List<String> labels = new ArrayList<>(List.of("strongest factor"));
        for (int f = 0; f < picture.count() - 1; f++)
            labels.add((f + 1) + " " + FactorColours.of(f).name() + ", " + percent(fit.shares()[f]) + " of energy");
        Map<String, Object> own = new LinkedHashMap<>(facts);
        if (picture.count() <= count())
            LayerFacts.remark(own, "Of " + count() + " factors " + (picture.count() - 1) + " have a picture of their own, as many as fit into memory.");
        List<ReceptiveField.Axis> field = pixels().stream().map(p -> new ReceptiveField.Axis(1, 1, 0)).toList();
        return new Finding.Picture(0, "factors", picture.draw(), labels, Finding.Tone.COLOUR, true, "colour", field, own);
    }

    private static float[] strength(float[] weights, double peak) {
        float[] shares = new float[weights.length];
        if (peak > 0) for (int p = 0; p < weights.length; p++) shares[p] = (float) (weights[p] / peak);
        return shares;
    }

    private Finding.Scores table(List<float[]> weights, Map<String, Object> facts) {
        List<float[]> strengths = IntStream.range(0, count()).mapToObj(f -> strength(weights.get(f), fit.peaks()[f])).toList();
        int[] area = new int[count()];
        for (int p = 0; p < layer.cells(); p++) {
            int f = FactorPicture.strongest(strengths, p);
            if (strengths.get(f)[p] > 0) area[f]++;
        }
        List<List<Object>> rows = new ArrayList<>();
        for (int f = 0; f < count(); f++) {
            double peak = 0;
            for (float w : weights.get(f)) peak = Math.max(peak, w);
            rows.add(List.of(f + 1, FactorColours.of(f).name(), fit.shares()[f], area[f] / (double) layer.cells(), peak, fit.peaks()[f], top(f)));
        }
        return new Finding.Scores(0, "factors", List.of("factor", "colour", "share of energy", "area", "maximum", "maximum of all images",
                "top channels"), rows, facts);
    }

    /** Returns the channels that a factor is made of, each with its share of the factor's length. */
    private String top(int f) {
        double[] row = fit.weights().factors()[f];
        return ChannelOrder.of(row, false).shown().stream().limit(TOP).filter(k -> row[k] > 0)
                .map(k -> k + " (" + Rounded.text(row[k]) + ")").collect(Collectors.joining(", "));
    }

    private Map<String, Object> facts(boolean complete, List<double[]> solved) {
        Map<String, Object> facts = LayerFacts.of(layer, pixels(), align);
        facts.put("images_used", fit.cells().images());
        facts.put("cells", fit.cells().seen());
        facts.put("cells_used", fit.used());
        facts.put("sweeps", fit.fit().errors().size());
        facts.put("converged", fit.fit().converged());
        facts.put("relative_residual", fit.error());
        facts.put("explained_energy", 1 - fit.error() * fit.error());
        facts.put("relative_residual_of_image", errorHere(solved));
        facts.put("negative_share", fit.cells().negativeShare());
        facts.put("complete", complete);
        remark(facts);
        return facts;
    }

    private void remark(Map<String, Object> facts) {
        LayerFacts.remark(facts, count() + " factors explain " + percent(1 - fit.error() * fit.error()) + " of the energy of " + layer.tensor()
                + " in " + fit.used() + " cells of " + fit.cells().images() + (fit.cells().images() == 1 ? " image" : " images")
                + " (relative residual " + Rounded.text(fit.error()) + ").");
        if (fit.used() < fit.cells().seen())
            LayerFacts.remark(facts, "There are " + fit.cells().seen() + " cells; these were drawn, the same share of every image.");
        if (fit.cells().negativeShare() > 0)
            LayerFacts.remark(facts, percent(fit.cells().negativeShare()) + " of the activations are below 0 and count as 0; behind a Relu none are.");
        if (!fit.fit().converged())
            LayerFacts.remark(facts, "It was ended after " + fit.fit().errors().size() + " sweeps, before the error stood still; more iterations"
                    + " may lower it.");
    }

    private double errorHere(List<double[]> solved) {
        double whole = 0;
        double left = 0;
        for (int p = 0; p < layer.cells(); p++) {
            float[] cell = FactorCells.cell(maps, p);
            double[] squares = fit.weights().left(cell, solved.get(p));
            whole += squares[0];
            left += squares[1];
        }
        return whole > 0 ? Math.sqrt(left / whole) : Double.NaN;
    }

    private static String percent(double share) {
        return Rounded.text(100 * share) + " %";
    }
}
