// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import com.google.auto.service.AutoService;
import io.github.explainj.explain.Align;
import io.github.explainj.explain.ChannelMaps;
import io.github.explainj.explain.FeatureMap;
import io.github.explainj.explain.Finding;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Label;
import io.github.explainj.registry.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds a few patterns of channels of which a layer's activations are made, and shows where each is: deep feature
 * factorisation (Collins, Achanta and Suesstrunk 2018, arXiv:1806.10206). The activations of all cells,
 * {@code A [cells, K]}, are written as {@code W H} with nothing below 0 ({@link NonNegativeFactors}); a row of H is
 * a pattern of length 1, its column of W says how much of it is in each cell, in units of the activation.
 *
 * <p>With an album its cells and those of the open image are factorised together, once, so that a factor means the
 * same on all of them; then the weights of the image are found with the factors held fixed. What is below 0 counts
 * as 0. We order factors by the energy that they explain, {@code <A, w h>}, of which the shares add up to that of
 * all.
 *
 * @param layer one layer
 * @param factorCount how many patterns
 * @param most images, slices or tiles of the album that are used
 * @param iterations sweeps at most
 * @param tolerance ends it when a sweep lowers the error by less than this share of it
 * @param seed same seed, same factors
 * @param align where cells are placed on the image
 */
@AutoService(View.class)
@Label("Feature Factors (NMF)")
@About("Finds a few patterns of channels of which a layer's activations are made, and shows where each is.")
public record FeatureFactors(
        @About("Tensor or node; empty for the last one with cells.") String layer,
        @About("How many patterns are looked for.") @Range(min = 1, max = 32) int factorCount,
        @About("Images, slices or tiles of the album that are used at most.") @Range(min = 0, max = 100_000) int most,
        @About("Sweeps at most.") @Range(min = 1, max = 100_000) int iterations,
        @About("It ends when a sweep lowers the error by less than this share of it.") @Range(min = 0, max = 1) double tolerance,
        @About("Same seed, same factors.") long seed,
        @About(ChannelShow.ALIGN) Align align) implements View {

    /** Finds four patterns in the last layer with cells. */
    public FeatureFactors() {
        this("", 4, 200, 300, 1e-5, 0, Align.CENTRES);
    }

    @Override
    public Scope scope() {
        return Scope.BOTH;
    }

    @Override
    public String command() {
        return "factors";
    }

    @Override
    public List<Finding> look(Subject subject) {
        Item item = subject.item().orElseThrow();
        LayerScan scan = new LayerScan(subject, layer);
        Optional<FactorFit> fit = subject.once("feature_factors " + this, () -> fit(subject, scan, item));
        List<Finding> found = new ArrayList<>();
        if (fit.isEmpty()) return found;
        boolean complete = !subject.isCancelled();
        scan.over(List.of(item).iterator(), 1, (i, map, maps) -> found.addAll(findings(i, map, maps, fit.get(), complete)));
        return found;
    }

    private List<Finding> findings(Item item, FeatureMap map, ChannelMaps maps, FactorFit fit, boolean complete) {
        return new FactorFindings(item.sample(), map, maps, fit, align).all(complete);
    }

    /** Returns the factors; none when it was cancelled before there were any cells. */
    private Optional<FactorFit> fit(Subject subject, LayerScan scan, Item open) {
        FeatureMap map = scan.layer();
        int others = Math.min(most, subject.album().size());
        FactorCells cells = new FactorCells(map.tensor(), map.channels(), FactorCells.MOST_VALUES, seed);
        scan.over(List.of(open).iterator(), 1, (item, at, maps) -> added(cells, maps, 1));
        if (others > 0) scan.over(subject.album().items(), others, (item, at, maps) -> added(cells, maps, most + 1));
        if (cells.images() == 0) return Optional.empty();
        return Optional.of(FactorFit.of(cells, new FactorFit.Wanted(map.tensor(), factorCount, iterations, tolerance, seed), sweeps -> {
            subject.progress(sweeps, NonNegativeFactors.most(iterations));
            return subject.isCancelled();
        }));
    }

    private static boolean added(FactorCells cells, ChannelMaps maps, int most) {
        cells.add(maps);
        return cells.images() < most;
    }
}
