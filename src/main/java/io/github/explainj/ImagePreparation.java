// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.input.Channels;
import io.github.explainj.input.Fit;
import io.github.explainj.input.FitPlan;
import io.github.explainj.input.FitRequest;
import io.github.explainj.input.Fits;
import io.github.explainj.input.FittedPreprocessing;
import io.github.explainj.input.Geometry;
import io.github.explainj.input.ImageData;
import io.github.explainj.input.InputCard;
import io.github.explainj.input.ModelCard;
import io.github.explainj.input.Normalisations;
import io.github.explainj.input.PixelChecks;
import io.github.explainj.input.Whole;
import io.github.explainj.perturb.Grid;
import io.github.explainj.perturb.Scene;
import io.github.explainj.problem.Problem;
import io.github.explainj.probe.Sample;
import io.github.explainj.runtime.Fragments;
import io.github.explainj.tensor.Npy;
import io.github.explainj.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Prepares an image: channels, intensity statistics of the whole image, then its pieces. */
final class ImagePreparation {

    private final ModelCard card;
    private final Reach reach;
    private final Options options;

    ImagePreparation(ModelCard card, Reach reach, Options options) {
        this.card = card;
        this.reach = reach;
        this.options = options;
    }

    Prepared prepare(ImageData image, Framing framing) {
        requireOneInput();
        InputCard sized = reach.stepped(card.inputs().get(0), image.pixels().spatial());
        InputCard input = framing.normalise().isEmpty() ? sized : Normalisations.apply(framing.normalise(), sized);
        Tensor whole = Channels.select(image, input, framing.modelChannels());
        List<String> remarks = new ArrayList<>(PixelChecks.check(image, whole, input));
        FittedPreprocessing fitted = input.preprocessing().fit(new Whole(image, whole), Fragments::run);
        int halo = halo(image, input, framing);
        FitPlan plan = Fits.plan(new FitRequest(framing.fit(), image, input, framing.roi(), halo >= 0, Math.max(0, halo)));
        remarks.addAll(plan.remarks());
        Shown shown = new Shown(image, framing, input, whole, fitted, BackgroundHint.later(input, whole, image.colour()));
        List<Piece> pieces = new ArrayList<>();
        for (Geometry place : plan.pieces())
            pieces.add(piece(shown, place, plan.pieces().size() == 1 ? "" : "tile " + (pieces.size() + 1)));
        return new Prepared(image.title(), pieces, plan.suffix(), remarks, true, framing, Math.max(0, halo));
    }

    private record Shown(ImageData image, Framing framing, InputCard input, Tensor whole, FittedPreprocessing fitted,
            Supplier<Scene.Background> look) {}

    private void requireOneInput() {
        if (card.inputs().size() > 1)
            throw new Problem("M29", "The model has " + card.inputs().size() + " inputs ("
                    + String.join(", ", card.inputs().stream().map(InputCard::name).toList())
                    + "), and one image feeds one. Use the command line with --tensor NAME=FILE.npy for each.");
    }

    private Piece piece(Shown s, Geometry place, String label) {
        Tensor raw = place.toModel(s.whole());
        Optional<float[]> mean = s.input().dataMean().map(ImagePreparation::floats);
        Scene scene = new Scene(raw, s.whole(), s.look(), mean,
                file -> other(file, s, place));
        Sample sample = new Sample(s.fitted().apply(raw), grid(s.image(), raw, place), scene, s.fitted()::apply, Map.of(),
                ChannelNames.ofImage(s.input(), raw.channels(), s.framing().modelChannels()));
        return new Piece(sample, place, label);
    }

    /** Loads another image as a fill: the same channels, the same place. */
    private Tensor other(Path file, Shown s, Geometry place) {
        if (file.toString().endsWith(".npy")) return s.input().axes().canonical(Npy.read(file));
        ImageData image = options.files().image(file, place.image().size() == 3);
        Tensor whole = Channels.select(image, s.input(), s.framing().modelChannels());
        List<Integer> size = Arrays.stream(whole.spatial()).boxed().toList();
        if (size.equals(place.image())) return place.toModel(whole);
        throw new Problem("A04", "The fill " + file + " is an image of " + size + " pixels and the explained image has "
                + place.image() + ". Give an image of the same size.");
    }

    /** Returns the overlap that tiles need, or a negative number; found only where tiles may be wanted. */
    private int halo(ImageData image, InputCard input, Framing framing) {
        List<InputCard.Size> sizes = input.spatialSizes();
        // at the pixel size that the model was trained on, the image may become larger than it is
        boolean larger = !input.micrometres().isEmpty() && sizes.stream().anyMatch(InputCard.Size::isFixed);
        for (int a = 0; a < Math.min(sizes.size(), image.pixels().rank() - 2); a++)
            larger |= sizes.get(a).isFixed() && image.pixels().size(a + 2) > sizes.get(a).min();
        return framing.fit() == Fit.TILE || framing.fit() == Fit.AUTO && larger ? reach.radius() : Reach.WHOLE;
    }

    private static Grid grid(ImageData image, Tensor raw, Geometry place) {
        List<Double> micrometres = new ArrayList<>();
        for (int a = 0; a < place.scale().size(); a++) micrometres.add(image.micrometres().get(a) / place.scale().get(a));
        return new Grid(raw.channels(), Arrays.stream(raw.spatial()).boxed().toList(), micrometres);
    }

    private static float[] floats(List<Float> values) {
        float[] out = new float[values.size()];
        for (int i = 0; i < out.length; i++) out[i] = values.get(i);
        return out;
    }
}
