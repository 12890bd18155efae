// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import io.github.explainj.tensor.Tensor;

/** What targets are resolved against: the facts of the model, its unperturbed run, the user's regions. */
public interface Unperturbed {

    ModelFacts facts();

    /** Returns a tensor's value for the one unperturbed sample, with its batch axis if it has one. */
    Tensor value(String tensor);

    /**
     * Returns a mask on the grid of the model's input, {@code [1, 1, spatial...]} with 1 inside.
     *
     * @param file mask image or ROI file, {@code FILE#17} for one label of a label image, {@code #NAME}
     *     for one of the user's own regions; empty for the active ROI
     * @throws io.github.explainj.problem.Problem when there is no such region; for empty text targets
     *     say themselves that a ROI is missing
     */
    Tensor region(String file);

    /** Returns a tensor's value for another image (or .npy), prepared as this one was. */
    Tensor reference(String file, String tensor);
}
