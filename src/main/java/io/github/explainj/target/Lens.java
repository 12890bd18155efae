// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What is done to a tensor before numbers are read from it: nothing, a softmax, a sigmoid. Lenses
 * are equal when they show the same, so that targets can share one.
 */
interface Lens {

    /** Returns a text that is the same for lenses with the same operators. */
    String structure();

    /** Returns the numbers that the operators read. */
    default List<Tensor> parameters() {
        return List.of();
    }

    /** Appends the operators to a float tensor in its own shape; a batch axis stays the first. */
    Value look(Value tensor, List<Value> parameters);

    /** Shows the tensor as it is. */
    record Plain() implements Lens {
        @Override
        public String structure() {
            return "plain";
        }

        @Override
        public Value look(Value tensor, List<Value> parameters) {
            return tensor;
        }
    }

    /** Shows probabilities that are independent of each other. */
    record Sigmoid() implements Lens {
        @Override
        public String structure() {
            return "sigmoid";
        }

        @Override
        public Value look(Value tensor, List<Value> parameters) {
            return tensor.sigmoid();
        }
    }

    /** Shows probabilities that sum to 1 over an axis. */
    record Softmax(int axis) implements Lens {
        @Override
        public String structure() {
            return "softmax " + axis;
        }

        @Override
        public Value look(Value tensor, List<Value> parameters) {
            return tensor.softmax(axis);
        }
    }

    /**
     * Shows the log of the sum of the exponentials of all entries of an axis but one; the axis stays
     * with size 1. What is left out is pushed far down rather than subtracted afterwards: the
     * difference of two nearly equal sums would have no digits left when the one dominates.
     */
    record Others(int axis, int leftOut, List<Integer> sizes) implements Lens {

        private static final float FAR_DOWN = -1e30f;

        @Override
        public String structure() {
            return "others " + axis;
        }

        @Override
        public List<Tensor> parameters() {
            int[] shape = sizes.stream().mapToInt(s -> 1).toArray();
            shape[axis] = sizes.get(axis);
            Tensor push = Tensor.zeros(shape);
            push.data()[leftOut] = FAR_DOWN;
            return List.of(push);
        }

        @Override
        public Value look(Value tensor, List<Value> parameters) {
            return tensor.plus(parameters.get(0)).logSumExp(axis);
        }
    }

    /** Shows the tensor divided by its length (Euclidean norm), which is at least 1e-12. */
    record UnitLength(int rank, boolean batched) implements Lens {
        @Override
        public String structure() {
            return "unit " + rank;
        }

        @Override
        public Value look(Value tensor, List<Value> parameters) {
            long[] axes = LongStream.range(batched ? 1 : 0, rank).toArray();
            return tensor.over(tensor.times(tensor).sum(true, axes).sqrt().clip(1e-12f, Float.MAX_VALUE));
        }
    }

    /** Shows each channel as weights that sum to 1 over space: softmax of {@code sharpness} times it. */
    record SpatialSoftmax(List<Integer> axes, float sharpness) implements Lens {
        @Override
        public String structure() {
            return "spatial softmax " + axes;
        }

        @Override
        public List<Tensor> parameters() {
            return List.of(Tensor.full(sharpness, 1));
        }

        @Override
        public Value look(Value tensor, List<Value> parameters) {
            long[] space = axes.stream().mapToLong(a -> a).toArray();
            Value e = tensor.minus(tensor.max(true, space)).times(parameters.get(0)).exp();
            return e.over(e.sum(true, space));
        }
    }
}
