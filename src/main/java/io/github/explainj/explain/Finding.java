// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What an explainer found about one target. */
public sealed interface Finding {

    /** Returns which target it is about, from 0. */
    int target();

    /** Returns the file stem and title suffix: {@code occlusion}, {@code rise_error}. */
    String name();

    /** Returns what is to be recorded with it: numbers, flags and texts by name, in order. */
    Map<String, Object> facts();

    /** Returns what the user must know to read it, e.g. that a map is flat; empty when nothing. */
    default Optional<String> remark() {
        return Stream.of(REMARK, CAUTION).map(facts()::get).filter(Objects::nonNull).map(String::valueOf)
                .reduce((a, b) -> a + " " + b);
    }

    /** The fact that holds the remark. */
    String REMARK = "remark";

    /** The fact that holds what is known against the method, whatever was found. */
    String CAUTION = "caution";

    /**
     * A heat map on the grid that the model sees.
     *
     * @param map {@code [1, C, spatial...]}, C = 1 where channels go together; NaN where nothing was
     *     measured
     * @param signed true when 0 means no effect and both signs occur (diverging colours)
     * @param unit what a value is: {@code "drop of the score"}
     */
    record Attribution(int target, String name, Tensor map, boolean signed, String unit,
            Map<String, Object> facts) implements Finding {}

    /**
     * Numbers that are not on the grid that the model sees: a map at a layer's resolution, the gradient
     * of an inner tensor.
     *
     * @param values in the tensor's own shape, with a batch axis of 1
     * @param tensor the inner tensor that it is about
     * @param unit what a value is
     */
    record Inner(int target, String name, Tensor values, String tensor, String unit,
            Map<String, Object> facts) implements Finding {}

    /**
     * A table.
     *
     * @param columns names of the columns
     * @param rows one list per row; texts, numbers (NaN where not measured)
     */
    record Scores(int target, String name, List<String> columns, List<List<Object>> rows,
            Map<String, Object> facts) implements Finding {}
}
