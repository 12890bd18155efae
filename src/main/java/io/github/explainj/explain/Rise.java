// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import com.google.auto.service.AutoService;
import io.github.explainj.perturb.AutoFill;
import io.github.explainj.perturb.Cells;
import io.github.explainj.perturb.DenseMasks;
import io.github.explainj.perturb.ExplicitMasks;
import io.github.explainj.perturb.Fill;
import io.github.explainj.perturb.Grid;
import io.github.explainj.perturb.RandomGrids;
import io.github.explainj.perturb.Samples.Masked;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Label;
import io.github.explainj.registry.Range;
import io.github.explainj.tensor.Npy;
import java.nio.file.Path;
import java.util.List;

/**
 * Hides random patterns and maps how much the score depends on each pixel being shown.
 *
 * <p>Petsiuk, Das and Saenko 2018, arXiv:1806.07421, with their mask generator ({@link RandomGrids}).
 * We differ in the estimate: by default it is centred, {@code Cov(score, mask) / Var(mask)} per
 * pixel: signed, in score gained when the pixel is shown, and independent of an offset of the score.
 * Theirs, {@code sum(score x mask) / (n keep)}, is meant for probabilities. A second map holds the
 * standard error per pixel.
 *
 * @param samples number of random masks, 2 to 1000000
 * @param cells cells of the random grid
 * @param keep probability that a cell is shown; of given masks, the p of the original estimate
 * @param estimate which estimate
 * @param seed same seed, same map
 * @param masks file with masks instead of random ones, or empty
 * @param stop stops when the median standard error is below this share of the map's range; 0 never
 * @param fill what hidden pixels become
 */
@AutoService(Explainer.class)
@Label("RISE Saliency")
@About("Hides random patterns and maps how much the score depends on each pixel being shown.")
public record Rise(
        @About("Number of random masks.") int samples,
        @About("Cells of the random grid: 8, or 4,8,8 per axis d,y,x, or the size of a cell (10um).") Cells cells,
        @About("Probability that a cell is shown.") @Range(min = 0.01, max = 0.99) double keep,
        @About("auto: centred, but original for given masks.") Estimate estimate,
        @About("Seed of the random masks.") long seed,
        @About("A .npy file with masks [n,(d,)h,w] from 0 (hidden) to 1 (shown); empty for random ones.") String masks,
        @About("Stops when the median standard error is below this share of the map's range; 0 never stops early.")
                @Range(min = 0, max = 1) double stop,
        @About("What hidden pixels become: auto is the image's background.") Fill fill) implements Explainer {

    private static final int MOST = 1_000_000;

    public Rise {
        if (samples < 2 || samples > MOST)
            throw new Problem("A06", "samples=" + samples + " of rise is not possible: expected 2 to " + MOST
                    + ", which take 17 minutes at 1 ms each" + (samples > MOST ? "; " + samples + " would take "
                            + Math.round(samples / 3.6e6) + " hours. " : ". ") + "Give another number.");
    }

    /** Takes 4000 masks of 8 x 8 cells, half of them shown. */
    public Rise() {
        this(4000, Cells.of(8), 0.5, Estimate.AUTO, 0, "", 0, new AutoFill());
    }

    @Override
    public List<Finding> explain(Probe probe, Sample input, Regions regions) {
        DenseMasks shown = masks(input.grid());
        int size = input.grid().positions() * (shown.perChannel() ? input.grid().channels() : 1);
        RiseEstimator estimator = isCentred() ? new RiseEstimator.Centred(shown, size)
                : new RiseEstimator.Original(shown, size, keep);
        RiseRun run = new RiseRun(probe.targets(), shown.count(), estimator, stop);
        float[] scores = probe.score(input);
        probe.scores(input, new Masked(shown, fill), run);
        return RiseFindings.of(this, input, scores, run);
    }

    boolean isCentred() {
        return estimate == Estimate.AUTO ? masks.isEmpty() : estimate == Estimate.CENTRED;
    }

    private DenseMasks masks(Grid grid) {
        if (!masks.isEmpty()) return ExplicitMasks.of(masks, Npy.read(Path.of(masks)), grid);
        if (grid.rank() == 0)
            throw new Problem("M29", "The model's input has no spatial axes, only " + grid.channels()
                    + " values, and rise hides patterns in space. Use occlusion, or give masks=FILE.npy.");
        List<Integer> perAxis = java.util.Arrays.stream(cells.resolve(grid)).boxed().toList();
        return new RandomGrids(grid.spatial(), perAxis, samples, keep, seed);
    }
}
