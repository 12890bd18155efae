// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import com.google.auto.service.AutoService;
import io.github.explainj.perturb.Samples;
import io.github.explainj.perturb.ZeroFill;
import io.github.explainj.probe.Derivative;
import io.github.explainj.probe.Differentiation;
import io.github.explainj.probe.Network;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Label;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds up the channels that a model averages over all positions, each with the weight that the dense
 * layer behind gives it: {@code sum_k w_k A_k}. The mean of the map's cells is the score without its bias.
 *
 * <p>Zhou, Khosla, Lapedriza, Oliva and Torralba 2016, arXiv:1512.04150. Only for models that end in global
 * average pooling and dense layers without activations between them; others are refused. The weights are
 * read off the gradient, {@code w_k = sum_p dy/dA_k(p)}, and are checked to be the same everywhere and for
 * another image; so Grad-CAM is this map divided by the number of cells.
 *
 * @param layer the tensor that is averaged, or empty
 * @param align where cells are placed on the image
 */
@AutoService(Explainer.class)
@Label("CAM")
@About("Class activation map: the channels before global average pooling with the weights of the dense layer.")
public record Cam(
        @About("The tensor that the model averages over all positions; empty to find it.") String layer,
        @About(CamSetup.ALIGN) Align align) implements Explainer {

    private static final double ROUNDING = 1e-4;

    /** Finds the layer. */
    public Cam() {
        this("", Align.CENTRES);
    }

    @Override
    public List<Finding> explain(Probe probe, Sample input, Regions regions) {
        Network network = probe.network(input);
        CamLayers layers = layers(network);
        Differentiation by = new Differentiation(layers.names().toArray(String[]::new));
        List<Derivative> found = probe.gradients(input, by);
        List<Derivative> elsewhere = new ArrayList<>();
        // half way to a black image: the weights of a dense layer are the same there
        probe.gradients(input, new Samples.Path(new ZeroFill(), List.of(0.5)), by, (i, t, d) -> elsewhere.add(d));
        CamFindings findings = new CamFindings(new CamSetup("cam", layer, align, false, "activation x weight of the dense layer,"
                + " summed over channels"), input, network);
        if (elsewhere.isEmpty()) return findings.missing(layers);
        for (int t = 0; t < elsewhere.size(); t++) {
            FeatureMap m = layers.of(t).get(0);
            check(network.targets().get(t).spec(), weights(m, found.get(t)), weights(m, elsewhere.get(t)));
            double[] map = GradientCams.map(m, Cam::map, found.get(t));
            findings.add(new CamMap(t, 0, m, map, GradientCams.score(found.get(t))));
        }
        return findings.all();
    }

    private CamLayers layers(Network network) {
        List<List<FeatureMap>> all = new ArrayList<>();
        List<FeatureMaps> maps = FeatureMaps.of(network);
        for (int t = 0; t < maps.size(); t++) {
            FeatureMap found = new PooledLayer(maps.get(t), network.targets().get(t).spec()).find();
            if (!layer.isBlank() && !layer.strip().equals(found.tensor()))
                throw new Problem("A05", "layer=" + layer + " is not possible: cam reads the tensor that the model averages, "
                        + CamLayers.describe(found) + ". Leave layer= out, or use grad_cam, which takes any.");
            all.add(List.of(found));
        }
        return new CamLayers(network, all);
    }

    private static ChannelMaps weights(FeatureMap layer, Derivative d) {
        return layer.arranged(d.gradients().get(layer.tensor()));
    }

    /** Refuses a score that is not a weighted sum of the means. */
    private static void check(String target, ChannelMaps here, ChannelMaps there) {
        double largest = 0;
        double differ = 0;
        for (int k = 0; k < here.channels(); k++)
            for (int p = 0; p < here.cells(); p++) {
                double w = here.row(k)[p];
                largest = Math.max(largest, Math.abs(w));
                differ = Math.max(differ, Math.max(Math.abs(w - here.row(k)[0]), Math.abs(w - there.row(k)[p])));
            }
        if (differ > ROUNDING * largest)
            throw PooledLayer.unfit(target, "the weight of a channel differs from place to place or from image to image (a"
                    + " probability does so; a class score, class:0, does not)");
    }

    static double[] map(ChannelMaps a, ChannelMaps g) {
        double[] weights = new double[a.channels()];
        for (int k = 0; k < weights.length; k++) weights[k] = g.sum(k);
        return a.weighted(weights);
    }

    @Override
    public boolean needsGradients() {
        return true;
    }
}
