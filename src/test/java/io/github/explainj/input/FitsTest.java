// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The rule of {@code fit=auto}, and each choice by itself. */
class FitsTest {

    private static ImageData image(double um, int... size) {
        int[] shape = new int[size.length + 2];
        shape[0] = shape[1] = 1;
        System.arraycopy(size, 0, shape, 2, size.length);
        List<Double> pixel = java.util.stream.IntStream.of(size).mapToObj(s -> um).toList();
        return new ImageData("cells.tif", Tensor.zeros(shape), pixel, false, 8, List.of());
    }

    private static InputCard card(double um, InputCard.Size... sizes) {
        List<InputCard.Size> all = new java.util.ArrayList<>(List.of(new InputCard.Size(1, 0), new InputCard.Size(1, 0)));
        all.addAll(List.of(sizes));
        List<Double> pixel = um > 0 ? java.util.Collections.nCopies(sizes.length, um) : List.of();
        return new InputCard("x", new Axes(sizes.length == 2 ? "bcyx" : "bczyx"), all, List.of(), pixel, Preprocessing.NONE, "",
                Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static InputCard.Size fixed(int n) {
        return new InputCard.Size(n, 0);
    }

    private static ImageRegions roi(int position) {
        return new ImageRegions(List.of("roi"), List.of(new int[] {position}));
    }

    private static FitPlan plan(Fit fit, ImageData image, InputCard card, ImageRegions roi, int halo) {
        return Fits.plan(new FitRequest(fit, image, card, roi, halo >= 0, Math.max(0, halo)));
    }

    private static FitPlan auto(ImageData image, InputCard card) {
        return plan(Fit.AUTO, image, card, ImageRegions.NONE, -1);
    }

    @Test
    void anImageOfTheModelsSizeGoesInAsItIs() {
        FitPlan p = auto(image(Double.NaN, 224, 200), card(0, fixed(224), fixed(200)));
        assertEquals(List.of(Geometry.same(List.of(224, 200))), p.pieces());
        assertEquals("", p.suffix());
        assertTrue(p.remarks().isEmpty(), p.remarks().toString());
    }

    /** 400 pixels of 0.25 um are 200 model pixels of 0.5 um, which lie in the middle of 256. */
    @Test
    void thePackagesPixelSizeComesFirst() {
        FitPlan p = plan(Fit.AUTO, image(0.25, 400, 400), card(0.5, fixed(256), fixed(256)), roi(0), 10);
        Geometry g = p.pieces().get(0);
        assertEquals(Fit.PAD, g.fit());
        assertEquals(List.of(0.5, 0.5), g.scale());
        assertEquals(List.of(-56, -56), g.offset());
        assertEquals("_resize2x", p.suffix());
        assertTrue(p.remarks().contains("1 model pixel = 2 image pixels = 0.5 um."), p.remarks().toString());
    }

    @Test
    void aPixelSizeWithinOnePercentIsNative() {
        FitPlan p = auto(image(0.3249, 256, 256), card(0.325, fixed(256), fixed(256)));
        assertEquals("", p.suffix());
        assertTrue(p.pieces().get(0).isNative());
    }

    @Test
    void anActiveRoiIsCutOutAtNativeSizeAndShiftedToStayInside() {
        InputCard card = card(0, fixed(100), fixed(50));
        Geometry middle = plan(Fit.AUTO, image(1, 400, 300), card, roi(200 * 300 + 150), -1).pieces().get(0);
        assertEquals(new Geometry(Fit.CROP, List.of(400, 300), List.of(100, 50), List.of(150, 125), List.of(1.0, 1.0)), middle);
        Geometry corner = plan(Fit.AUTO, image(1, 400, 300), card, roi(3), -1).pieces().get(0);
        assertEquals(List.of(0, 0), corner.offset());
        Geometry end = plan(Fit.AUTO, image(1, 400, 300), card, roi(400 * 300 - 1), -1).pieces().get(0);
        assertEquals(List.of(300, 250), end.offset());
        Geometry padded = plan(Fit.AUTO, image(1, 400, 30), card, roi(3), -1).pieces().get(0);
        assertEquals(List.of(0, -10), padded.offset());
    }

    @Test
    void within25PercentItIsResizedAndSaysSo() {
        FitPlan p = auto(image(0.32, 280, 224), card(0, fixed(224), fixed(224)));
        assertEquals(Fit.RESIZE, p.pieces().get(0).fit());
        assertEquals("_resize1_1.25x", p.suffix());
        assertTrue(p.remarks().contains("1 model pixel = 1 x 1.25 image pixels = 0.32 x 0.4 um."), p.remarks().toString());
        Problem far = assertThrows(Problem.class, () -> auto(image(0.32, 281, 224), card(0, fixed(224), fixed(224))));
        assertEquals("I06", far.code());
    }

    @Test
    void aFullyConvolutionalModelGetsTilesWithItsHalo() {
        FitPlan p = plan(Fit.AUTO, image(1, 600, 256), card(0, fixed(256), fixed(256)), ImageRegions.NONE, 40);
        assertEquals(List.of(0, 176, 344), p.pieces().stream().map(g -> g.offset().get(0)).toList());
        assertEquals("", p.suffix());
        assertTrue(p.remarks().get(0).contains("3 tiles") && p.remarks().get(0).contains("halo of 40"), p.remarks().toString());
        Problem wide = assertThrows(Problem.class,
                () -> plan(Fit.AUTO, image(1, 600, 256), card(0, fixed(256), fixed(256)), ImageRegions.NONE, 128));
        assertEquals("I06", wide.code());
    }

    @Test
    void i06OtherwiseTheUserMustChooseAndIsToldTheNumbers() {
        Problem p = assertThrows(Problem.class, () -> auto(image(0.32, 2048, 2048), card(0, fixed(224), fixed(224))));
        assertEquals("I06", p.code());
        for (String s : List.of("cells.tif", "2048 x 2048", "224 x 224", "fit=crop", "fit=tile (100 pieces", "fit=resize",
                "1 model pixel = 9.1 image pixels = 2.9 um", "ROI"))
            assertTrue(p.getMessage().contains(s), () -> s + " is not in: " + p.getMessage());
        assertTrue(!p.getMessage().contains("fit=pad"), p.getMessage());
        Problem small = assertThrows(Problem.class, () -> auto(image(0.32, 64, 64), card(0, fixed(224), fixed(224))));
        assertTrue(small.getMessage().contains("fit=pad"), small.getMessage());
    }

    @Test
    void resizeSaysHowLargeAModelPixelIs() {
        FitPlan p = plan(Fit.RESIZE, image(0.32, 2048, 2048), card(0, fixed(224), fixed(224)), ImageRegions.NONE, -1);
        assertEquals("_resize9.1x", p.suffix());
        assertEquals(List.of("1 model pixel = 9.1 image pixels = 2.9 um."), p.remarks());
    }

    @Test
    void aModelOfFreeSizeGetsTheWholeImagePaddedToItsStep() {
        InputCard step = card(0, new InputCard.Size(32, 16), new InputCard.Size(32, 16));
        Geometry g = auto(image(1, 100, 64), step).pieces().get(0);
        assertEquals(List.of(112, 64), g.model());
        assertEquals(List.of(-6, 0), g.offset());
        assertEquals(Geometry.same(List.of(101, 63)),
                auto(image(1, 101, 63), card(0, new InputCard.Size(1, 1), new InputCard.Size(1, 1))).pieces().get(0));
    }

    @Test
    void padAndCropAreCentred() {
        InputCard card = card(0, fixed(10), fixed(10));
        assertEquals(List.of(-2, -1), plan(Fit.PAD, image(1, 5, 7), card, ImageRegions.NONE, -1).pieces().get(0).offset());
        assertEquals(List.of(5, 10), plan(Fit.CROP, image(1, 20, 31), card, ImageRegions.NONE, -1).pieces().get(0).offset());
        Problem p = assertThrows(Problem.class, () -> plan(Fit.PAD, image(1, 50, 7), card, ImageRegions.NONE, -1));
        assertEquals("I06", p.code());
    }

    @Test
    void aModelOfFreeSizeIsCroppedToTheRoiAndItsStep() {
        InputCard step = card(0, new InputCard.Size(16, 16), new InputCard.Size(16, 16));
        ImageRegions box = new ImageRegions(List.of("roi"), List.of(new int[] {10 * 100 + 40, 29 * 100 + 49}));
        Geometry g = plan(Fit.CROP, image(1, 100, 100), step, box, -1).pieces().get(0);
        assertEquals(List.of(32, 16), g.model());
        assertEquals(List.of(4, 37), g.offset());
    }

    @Test
    void aClassifiersTilesDoNotOverlapMoreThanTheyMust() {
        FitPlan p = plan(Fit.TILE, image(1, 100, 224), card(0, fixed(50), fixed(224)), ImageRegions.NONE, -1);
        assertEquals(List.of(0, 50), p.pieces().stream().map(g -> g.offset().get(0)).toList());
    }

    @Test
    void i07AStackForAPlanarModelIsRefused() {
        Problem p = assertThrows(Problem.class, () -> auto(image(1, 5, 64, 64), card(0, fixed(64), fixed(64))));
        assertEquals("I07", p.code());
        assertTrue(p.getMessage().contains("5 x 64 x 64") && p.getMessage().contains("slice"), p.getMessage());
    }

    @Test
    void i07APlaneForAModelOfVolumesIsRefused() {
        Problem p = assertThrows(Problem.class, () -> auto(image(1, 1, 96, 96), card(0, fixed(16), fixed(32), fixed(32))));
        assertEquals("I07", p.code());
        for (String s : List.of("cells.tif", "one plane", "volumes of 16 x 32 x 32", "Give a stack"))
            assertTrue(p.getMessage().contains(s), () -> s + " is not in: " + p.getMessage());
    }

    @Test
    void volumesFollowTheSameRule() {
        FitPlan p = plan(Fit.AUTO, image(1, 16, 100, 64), card(0, fixed(16), fixed(64), fixed(64)), roi(8 * 6400 + 50 * 64), -1);
        assertEquals(List.of(0, 18, 0), p.pieces().get(0).offset());
    }

    @Test
    void anUncalibratedImageIsNotScaledAndSaysWhy() {
        FitPlan p = auto(image(Double.NaN, 64, 64), card(0.5, fixed(64), fixed(64)));
        assertTrue(p.pieces().get(0).isNative());
        assertTrue(p.remarks().get(0).contains("0.5 x 0.5 um per pixel") && p.remarks().get(0).contains("not calibrated"),
                p.remarks().toString());
    }
}
