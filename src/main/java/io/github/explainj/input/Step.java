// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.List;

/** One intensity step of {@link Preprocessing}, as ONNX operators on {@code [N, C, spatial...]}. */
public interface Step {

    /** Returns the id of the bioimage.io specification, e.g. {@code scale_range}. */
    String id();

    /** Returns whether the step needs statistics of the image. */
    default boolean measures() {
        return false;
    }

    /**
     * Returns the statistics that the step needs of the whole unperturbed image, in the shape in
     * which they broadcast against {@code [1, C, spatial...]}; empty when it needs none.
     *
     * @param whole the image as it is before this step
     */
    default List<Tensor> statistics(Whole whole) {
        return List.of();
    }

    /** Appends the operators. */
    Value append(Value x, List<Value> statistics);

    /** Says what it does, with its numbers: {@code "scale_linear: x * 0.0039 + 0"}. */
    String describe();
}
