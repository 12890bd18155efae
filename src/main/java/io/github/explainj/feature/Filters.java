// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import com.google.auto.service.AutoService;
import io.github.explainj.explain.Finding;
import io.github.explainj.onnx.Convolution;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Label;
import io.github.explainj.registry.Range;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Shows the weights of a convolution: what each of its filters multiplies the image (or the channels before)
 * with (Krizhevsky, Sutskever and Hinton 2012, figure 3; Zeiler and Fergus 2013, arXiv:1311.2901). Needs no image.
 *
 * <p>The finding {@code filters} holds the numbers as they are stored, {@code [out, in/groups, k...]}, of a
 * ConvTranspose {@code [in, out/groups, k...]}; of a quantised model the floats that they stand for. Only the
 * first layer's can be read as pictures of something: later ones mix channels that mean nothing by themselves.
 *
 * @param layer convolutions, by their output, node or weights, with commas between them; empty for the first
 * @param channel those that are drawn; empty for the first ones
 * @param count most filters, and most input channels of each, that are drawn; 0 for all
 * @param scale over what pictures are stretched
 * @param colour whether three input channels are drawn as red, green and blue
 */
@AutoService(View.class)
@Label("Filters")
@About("Shows the weights of a convolution, one picture per filter.")
public record Filters(
        @About("Convolutions: the tensor that they make, their node or their weights; several with commas; empty for the first.")
                String layer,
        @About("Filters that are drawn, from 0, e.g. 3,17,40-43; empty for the first ones.") String channel,
        @About("Most filters, and most input channels of each, that are drawn; 0 for all.")
                @Range(min = 0, max = 100_000) int count,
        @About(ChannelShow.SCALE) Scale scale,
        @About("Whether three input channels are red, green and blue: auto for those that read an image of such channels.")
                Colour colour) implements View {

    /** When filters of three input channels are drawn in colour. */
    public enum Colour {
        /** Where they read the image, and its channels are not called anything but red, green and blue. */
        AUTO,
        /** Wherever there are three. */
        YES,
        /** Never. */
        NO
    }

    /** Shows the first 64 filters of the first convolution. */
    public Filters() {
        this("", "", 64, Scale.OWN, Colour.AUTO);
    }

    @Override
    public Scope scope() {
        return Scope.NETWORK;
    }

    @Override
    public String command() {
        return "filters";
    }

    @Override
    public List<Finding> look(Subject subject) {
        Convolutions convolutions = new Convolutions(subject.network().graph());
        List<Convolution> named = convolutions.named(layer);
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < named.size(); i++) {
            Convolution c = named.get(i);
            boolean colours = colour == Colour.YES || colour == Colour.AUTO && isRgb(subject.channels())
                    && convolutions.readsImage(c, subject.network().input());
            Tensor filters = Convolutions.filters(c);
            FilterBank.Drawing drawing = new FilterBank.Drawing(LayerActivations.numbered("filters", i), chosen(c, filters), count,
                    scale == Scale.COMMON, colours);
            findings.addAll(new FilterBank(c, filters, drawing).findings());
        }
        return findings;
    }

    private List<Integer> chosen(Convolution c, Tensor filters) {
        List<Integer> given = ChannelNumbers.of(channel, filters.batch(), c.node().toString());
        return given.isEmpty() ? IntStream.range(0, filters.batch()).boxed().toList() : given;
    }

    /** Returns whether channels are red, green and blue as far as one knows: they may have no names of their own. */
    private static boolean isRgb(List<String> names) {
        boolean unnamed = names.stream().allMatch(n -> n.isBlank() || n.matches("(?i)(channel|c|ch)?\\W?\\d+"));
        return unnamed || String.join(",", names).toLowerCase(Locale.ROOT).matches("\\s*r(ed)?,\\s*g(reen)?,\\s*b(lue)?\\s*");
    }
}
