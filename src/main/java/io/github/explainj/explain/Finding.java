// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.onnx.ReceptiveField;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What an explainer found about one target, or a view about a network. */
public sealed interface Finding {

    /** Returns which target it is about, from 0; 0 where there is none. */
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

    /** The unit of a map that is a mask: 1 inside, 0 outside. */
    String MASK = "1 inside";

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

    /**
     * Pictures side by side: the filters of a layer, the channels of a tensor. Shown as a stack or a montage.
     *
     * @param values {@code [n, C, (D,) H, W]}: n pictures of C channels
     * @param labels one per picture
     * @param tone how they are coloured
     * @param common whether they share one display range; otherwise each has its own
     * @param unit what a value is
     * @param field where the pixels lie on the model's grid, per spatial axis; empty when they lie on no image
     */
    record Picture(int target, String name, Tensor values, List<String> labels, Tone tone, boolean common, String unit,
            List<ReceptiveField.Axis> field, Map<String, Object> facts) implements Finding {

        public Picture {
            labels = List.copyOf(labels);
            field = List.copyOf(field);
        }

        /** Returns the pixels of the grid from one pixel of a picture to the next, per axis; empty when they lie on none. */
        public List<Double> stride() {
            return field.stream().map(ReceptiveField.Axis::stride).toList();
        }

        /** Returns where the centre of the first pixel lies on the grid, whose own first centre is 0, per axis. */
        public List<Double> offset() {
            return field.stream().map(ReceptiveField.Axis::offset).toList();
        }
    }

    /** How pictures are coloured. */
    enum Tone {
        /** Black to white. */
        GREY,
        /** Diverging around 0. */
        SIGNED,
        /** The three channels are red, green and blue. */
        COLOUR
    }

    /** Small pictures with where they come from: what excites a channel most, the nearest images. */
    record Patches(int target, String name, List<Patch> patches, String unit, Map<String, Object> facts) implements Finding {

        public Patches {
            patches = List.copyOf(patches);
        }
    }

    /**
     * One small picture.
     *
     * @param group what it belongs to, e.g. {@code channel 17}; those of one group follow each other, best first
     * @param origin which image
     * @param at the position that it is about, on the image, in image pixels {@code (z,) y, x}
     * @param low first corner of what is shown, on the image {@code (z,) y, x}; may lie outside
     * @param high last corner of what is shown, included
     * @param value activation, distance, ...
     * @param pixels raw intensities {@code [1, C, (d,) h, w]}; NaN outside the image
     * @param beside what is shown beside it, of the same size (a projection onto the pixels), signed; or empty
     */
    record Patch(String group, Origin origin, List<Double> at, List<Double> low, List<Double> high, double value,
            Tensor pixels, Optional<Tensor> beside) {

        public Patch {
            at = List.copyOf(at);
            low = List.copyOf(low);
            high = List.copyOf(high);
        }
    }

    /**
     * Points of a plane, one per image: a map of feature space.
     *
     * @param positions {@code [n, 2]}
     * @param axes what the axes are called, e.g. {@code PC 1 (43 %)}
     * @param origins where each point comes from
     * @param columns names of what is known about each point: class, score, ...
     * @param rows one list per point, as long as {@code columns}
     * @param colour which column colours the points; empty for none
     * @param thumbnails {@code [n, C, h, w]} raw intensities, or empty
     */
    record Points(int target, String name, Tensor positions, List<String> axes, List<Origin> origins, List<String> columns,
            List<List<Object>> rows, String colour, Optional<Tensor> thumbnails, Map<String, Object> facts) implements Finding {}
}
