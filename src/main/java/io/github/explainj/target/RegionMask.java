// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.Arrays;
import java.util.function.Supplier;

/** Turns regions on the model's input into weights on the pixels of a tensor. */
final class RegionMask {

    private RegionMask() {}

    /**
     * Returns the mean over a region: weights that sum to 1. A pixel of a coarser tensor weighs as
     * much as the region covers of it, so a region of one input pixel does not vanish.
     *
     * @param file what {@link Unperturbed#region} takes; empty for the active ROI
     * @param noRoi what is said when there is no active ROI
     */
    static Weights weights(Site site, String file, int channel, Supplier<Problem> noRoi) {
        Layout layout = site.layout();
        Tensor mask = file.isEmpty() ? active(site, noRoi) : site.run().region(file);
        if (layout.spatial().length != mask.rank() - 2 || layout.pixels() == 1)
            throw site.unfit("a shape [N, C, (D,) H, W] with as many axes as the region "
                    + Arrays.toString(mask.spatial()));
        double[] share = AreaAverage.of(mask.data(), mask.spatial(), layout.spatial());
        double sum = Arrays.stream(share).sum();
        if (!(sum > 0)) throw empty(site, file);
        for (int i = 0; i < share.length; i++) share[i] /= sum;
        return Weights.of(layout.channel(channel), share);
    }

    private static Tensor active(Site site, Supplier<Problem> noRoi) {
        try {
            return site.run().region("");
        } catch (Problem none) {
            Problem said = noRoi.get();
            said.addSuppressed(none);
            throw said;
        }
    }

    private static Problem empty(Site site, String file) {
        return new EmptyRegion(site.spec() + " is not possible: the region "
                + (file.isEmpty() ? "of the active ROI" : "\"" + file + "\"")
                + " has no pixel inside what the model sees. Choose a region that lies in it.");
    }
}
