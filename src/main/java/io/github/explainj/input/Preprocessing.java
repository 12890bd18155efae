// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Intensity steps from raw image to what the model is fed, each written as ONNX operators. Statistics
 * (minimum, percentiles, mean) come from the whole unperturbed image, are fed as inputs and held fixed.
 *
 * @param steps in running order
 */
public record Preprocessing(List<Step> steps) {

    /** The image goes in as it is. */
    public static final Preprocessing NONE = new Preprocessing(List.of());

    public Preprocessing {
        steps = List.copyOf(steps);
    }

    /** Returns the steps that do something to the values: all but {@code ensure_dtype}. */
    List<Step> meaningful() {
        return steps.stream().filter(s -> !(s instanceof EnsureDtype)).toList();
    }

    /**
     * Measures the whole image, step by step: the statistics of step k are those of the image as it is
     * after steps 1 to k - 1.
     *
     * @param runner runs the steps that lie before one that measures
     */
    public FittedPreprocessing fit(Whole whole, Runner runner) {
        List<List<Tensor>> statistics = new ArrayList<>();
        Whole now = whole;
        int last = lastThatMeasures();
        for (int k = 0; k < steps.size(); k++) {
            statistics.add(steps.get(k).statistics(now));
            if (k >= last) continue;
            FittedPreprocessing one = new FittedPreprocessing(
                    List.of(steps.get(k)), List.of(statistics.get(k)), now.pixels().shape(), runner);
            now = now.with(one.apply(now.pixels()));
        }
        return new FittedPreprocessing(steps, statistics, whole.pixels().shape(), runner);
    }

    /** Measures a 32-bit image that refers to no other tensor. */
    public FittedPreprocessing fit(Tensor whole, Runner runner) {
        return fit(new Whole(whole), runner);
    }

    private int lastThatMeasures() {
        int last = -1;
        for (int k = 0; k < steps.size(); k++) if (steps.get(k).measures()) last = k;
        return last;
    }
}
