// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import com.google.auto.service.AutoService;
import io.github.explainj.explain.Align;
import io.github.explainj.explain.FeatureMap;
import io.github.explainj.explain.Finding;
import io.github.explainj.explain.InnerTensors;
import io.github.explainj.probe.Derivative;
import io.github.explainj.probe.Differentiation;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Label;
import io.github.explainj.registry.Range;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows the gradient of the target at any tensor, one picture per channel: where and how more of a channel
 * would change the score. Signed, in units of the score per unit of the tensor; the true gradient (no rule
 * of guided backpropagation), of which Grad-CAM's weights are the means (Selvaraju et al. 2017,
 * arXiv:1610.02391) and saliency is the one at the input (Simonyan et al. 2014, arXiv:1312.6034).
 *
 * <p>The finding {@code gradients} holds the values in the tensor's own shape {@code [1, C, ...]}, one per
 * target; of further layers it is {@code gradients_2}. The image itself is a layer too, by its tensor's name.
 *
 * @param layer tensors or nodes with commas between them; empty for the last one with cells
 * @param channel those that are shown; empty for all
 * @param sort their order
 * @param count most that are drawn; 0 for all
 * @param scale over what pictures are stretched
 * @param size of each picture
 * @param align where cells are placed on the image
 * @param overlays how many of the first are also laid over the image
 */
@AutoService(View.class)
@Label("Gradient Maps")
@About("Shows the gradient of the target at a layer, one picture per channel.")
public record GradientMaps(
        @About(ChannelShow.LAYER) String layer,
        @About(ChannelShow.CHANNEL) String channel,
        @About("Order: as in the model, or largest mean of the absolute gradient first.") Sort sort,
        @About(ChannelShow.COUNT) @Range(min = 0, max = 100_000) int count,
        @About(ChannelShow.SCALE) Scale scale,
        @About(ChannelShow.SIZE) PictureSize size,
        @About(ChannelShow.ALIGN) Align align,
        @About(ChannelShow.OVERLAYS) @Range(min = 0, max = 1000) int overlays) implements View {

    /** The order of channels. */
    public enum Sort {
        /** As they are numbered. */
        NONE,
        /** Largest mean of the absolute gradient first. */
        MEAN
    }

    /** Shows all channels of the last layer with cells, in the model's order. */
    public GradientMaps() {
        this("", "", Sort.NONE, 0, Scale.OWN, PictureSize.LAYER, Align.CENTRES, 0);
    }

    @Override
    public Scope scope() {
        return Scope.IMAGE;
    }

    @Override
    public String command() {
        return "gradient-maps";
    }

    @Override
    public boolean needsTarget() {
        return true;
    }

    @Override
    public boolean needsGradients() {
        return true;
    }

    @Override
    public List<Finding> look(Subject subject) {
        List<FeatureMap> layers = InnerTensors.of(subject.network()).named(layer);
        layers.forEach(l -> ChannelNumbers.of(channel, l));
        String[] names = layers.stream().map(FeatureMap::tensor).toArray(String[]::new);
        List<Derivative> found = subject.probe().gradients(subject.item().orElseThrow().sample(), new Differentiation(names));
        ChannelShow show = new ChannelShow(channel, count, scale, size, align, overlays);
        List<Finding> findings = new ArrayList<>();
        for (int t = 0; t < found.size(); t++)
            for (int i = 0; i < layers.size(); i++)
                findings.addAll(new LayerGradients(subject, layers.get(i), i, show, sort).findings(t, found.get(t)));
        return findings;
    }
}
