// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Decides how an image of another size becomes what a model takes; the pixel size is never changed
 * silently.
 *
 * <p>{@code auto}: (1) the package's pixel size, if there is one and the image is calibrated (within 1 %
 * it counts as native); what then is too large for the model goes on with (2) and (4). At native size:
 * an image that the model takes as it is, or a model of free size, gets the whole image, padded to the
 * step that the package asks for. Otherwise (2) with an active ROI a crop centred on it; (3) resizing
 * when every side is within 25 % of the model's; (4) for a fully convolutional model, tiles with a halo
 * of its receptive radius; (5) the user must choose.
 */
public final class Fits {

    private static final double NEAR = 0.25;
    private static final double SAME_PIXEL = 0.01;

    private Fits() {}

    /** Returns at least one piece; throws I06 when the user must choose and I07 for a wrong rank. */
    public static FitPlan plan(FitRequest r) {
        Frame here = Frame.nativeSize(r);
        return switch (r.fit()) {
            case AUTO -> auto(r, here);
            case CROP -> FitRemarks.of(r, List.of(here.crop(box(r, here))));
            case TILE -> tiles(r, here);
            case RESIZE -> FitRemarks.of(r, List.of(here.resized()));
            case PAD -> pad(r, here);
        };
    }

    private static FitPlan auto(FitRequest r, Frame here) {
        List<Double> trained = scaleOfPackage(r, here);
        if (!trained.isEmpty()) return fixedPixelSize(r, here.at(trained));
        if (here.isExact() || here.isFree()) return FitRemarks.of(r, List.of(here.whole()));
        if (!r.roi().isEmpty()) return FitRemarks.of(r, List.of(here.crop(box(r, here))));
        if (isNear(here)) return FitRemarks.of(r, List.of(here.resized()));
        return tilesOrChoose(r, here);
    }

    private static FitPlan fixedPixelSize(FitRequest r, Frame trained) {
        if (trained.hasRoom()) return FitRemarks.of(r, List.of(trained.whole()));
        if (!r.roi().isEmpty()) return FitRemarks.of(r, List.of(trained.crop(box(r, trained))));
        return tilesOrChoose(r, trained);
    }

    private static FitPlan tilesOrChoose(FitRequest r, Frame f) {
        if (r.fullyConvolutional() && f.canTile(r.halo())) return FitRemarks.of(r, f.tiles(r.halo()));
        if (f.rank() == 3 && f.image().get(0) == 1 && f.around().get(0) > 1)
            throw new Problem("I07", "The image \"" + r.image().title() + "\" is one plane, and the model's input \"" + r.card().name()
                    + "\" takes volumes of " + Numbers.sizes(f.around()) + ". Give a stack, or choose a 2D model.");
        throw new Problem("I06", FitRemarks.choices(r, f));
    }

    private static FitPlan tiles(FitRequest r, Frame here) {
        int halo = r.fullyConvolutional() ? r.halo() : 0;
        if (here.canTile(halo)) return FitRemarks.of(r, here.tiles(halo));
        throw new Problem("I06", "Tiles of " + Numbers.sizes(here.tile(halo)) + " cannot have a halo of " + halo
                + " pixels on each side, which is how far the model looks: nothing would be left of them. Choose"
                + " fit=crop or fit=resize.");
    }

    private static FitPlan pad(FitRequest r, Frame here) {
        if (here.hasRoom()) return FitRemarks.of(r, List.of(here.whole()));
        throw new Problem("I06", "fit=pad cannot make the image \"" + r.image().title() + "\" of "
                + Numbers.sizes(here.image()) + " smaller; the model takes " + Numbers.sizes(here.around())
                + ". Choose fit=crop, fit=tile or fit=resize.");
    }

    private static boolean isNear(Frame here) {
        List<Integer> model = here.around();
        for (int a = 0; a < here.rank(); a++)
            if (Math.abs(here.image().get(a) - model.get(a)) > NEAR * model.get(a)) return false;
        return true;
    }

    /** Returns model pixels per image pixel, from the two pixel sizes; empty when one is unknown. */
    private static List<Double> scaleOfPackage(FitRequest r, Frame here) {
        List<Double> trained = r.card().micrometres();
        List<Double> image = r.image().micrometres();
        if (trained.size() != here.rank() || image.size() != here.rank()) return List.of();
        List<Double> scale = new ArrayList<>();
        for (int a = 0; a < here.rank(); a++) {
            double s = image.get(a) / trained.get(a);
            if (!(s > 0) || Double.isInfinite(s)) return List.of();
            scale.add(s);
        }
        boolean same = scale.stream().allMatch(s -> Math.abs(s - 1) <= SAME_PIXEL);
        return same ? here.scale() : scale;
    }

    /** Returns the first and last pixel of the ROI's bounding box per axis; the whole image without one. */
    private static int[][] box(FitRequest r, Frame f) {
        int[] low = f.image().stream().mapToInt(s -> r.roi().isEmpty() ? 0 : s).toArray();
        int[] high = f.image().stream().mapToInt(s -> r.roi().isEmpty() ? s - 1 : 0).toArray();
        for (int[] positions : r.roi().positions())
            for (int p : positions)
                for (int a = f.rank() - 1, rest = p; a >= 0; rest /= f.image().get(a), a--) {
                    low[a] = Math.min(low[a], rest % f.image().get(a));
                    high[a] = Math.max(high[a], rest % f.image().get(a));
                }
        return new int[][] {low, high};
    }
}
