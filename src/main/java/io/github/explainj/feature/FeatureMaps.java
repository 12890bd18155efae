// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import com.google.auto.service.AutoService;
import io.github.explainj.explain.Align;
import io.github.explainj.explain.FeatureMap;
import io.github.explainj.explain.Finding;
import io.github.explainj.explain.InnerTensors;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Label;
import io.github.explainj.registry.Range;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Shows what a layer makes of the image: the activations of any tensor, one picture per channel (Zeiler and
 * Fergus 2013, arXiv:1311.2901; Yosinski et al. 2015, arXiv:1506.06579), raw, with a table of how strong each
 * channel is.
 *
 * <p>The finding {@code features} holds the values in the tensor's own shape {@code [1, C, ...]}; of further
 * layers it is {@code features_2}, {@code features_3}. Tokens of a transformer are laid on their grid, the
 * class token left out; a vector has a table and no pictures.
 *
 * @param layer tensors or nodes with commas between them; empty for the last one with cells
 * @param channel those that are shown; empty for all
 * @param sort their order; by contribution needs a target
 * @param count most that are drawn; 0 for all
 * @param scale over what pictures are stretched
 * @param size of each picture
 * @param align where cells are placed on the image
 * @param overlays how many of the first are also laid over the image
 */
@AutoService(View.class)
@Label("Feature Maps")
@About("Shows the activations of a layer, one picture per channel.")
public record FeatureMaps(
        @About(ChannelShow.LAYER) String layer,
        @About(ChannelShow.CHANNEL) String channel,
        @About("Order: as in the model, largest mean first, or what contributes most to the target first.") Sort sort,
        @About(ChannelShow.COUNT) @Range(min = 0, max = 100_000) int count,
        @About(ChannelShow.SCALE) Scale scale,
        @About(ChannelShow.SIZE) PictureSize size,
        @About(ChannelShow.ALIGN) Align align,
        @About(ChannelShow.OVERLAYS) @Range(min = 0, max = 1000) int overlays) implements View {

    /** The order of channels. */
    public enum Sort {
        /** As they are numbered. */
        NONE,
        /** Largest mean activation first. */
        MEAN,
        /** Largest gradient times activation first: weight times mean activation where a mean over space follows. */
        CONTRIBUTION
    }

    /** Shows all channels of the last layer with cells, in the model's order. */
    public FeatureMaps() {
        this("", "", Sort.NONE, 0, Scale.OWN, PictureSize.LAYER, Align.CENTRES, 0);
    }

    @Override
    public Scope scope() {
        return Scope.IMAGE;
    }

    @Override
    public String command() {
        return "features";
    }

    @Override
    public boolean needsTarget() {
        return sort == Sort.CONTRIBUTION;
    }

    @Override
    public boolean needsGradients() {
        return sort == Sort.CONTRIBUTION;
    }

    @Override
    public List<Finding> look(Subject subject) {
        List<FeatureMap> layers = InnerTensors.of(subject.network()).named(layer);
        layers.forEach(l -> ChannelNumbers.of(channel, l));
        Map<String, Tensor> values = subject.probe().activations(subject.item().orElseThrow().sample(),
                layers.stream().map(FeatureMap::tensor).toList());
        ChannelShow show = new ChannelShow(channel, count, scale, size, align, overlays);
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++)
            findings.addAll(new LayerActivations(subject, layers.get(i), i, show, sort).findings(values.get(layers.get(i).tensor())));
        return findings;
    }
}
