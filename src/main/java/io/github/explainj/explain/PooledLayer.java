// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.onnx.Node;
import io.github.explainj.problem.Problem;
import java.util.List;
import java.util.Set;

/** Finds the layer whose mean over all positions is all that a score depends on, linearly. */
final class PooledLayer {

    private static final Set<String> POOLING = Set.of("GlobalAveragePool", "ReduceMean", "AveragePool");

    /** What is linear when only one of its operands depends on the image, or moves values. */
    private static final Set<String> LINEAR = Set.of("Add", "BatchNormalization", "Cast", "Concat", "Conv", "Div", "Dropout",
            "Flatten", "Gather", "Gemm", "Identity", "MatMul", "Mul", "Neg", "Reshape", "Slice", "Squeeze", "Sub",
            "Transpose", "Unsqueeze");

    private static final Set<String> MOVING = Set.of("Cast", "Dropout", "Identity", "Transpose");

    private final FeatureMaps maps;
    private final String target;

    PooledLayer(FeatureMaps maps, String target) {
        this.maps = maps;
        this.target = target;
    }

    /**
     * Returns the layer.
     *
     * @throws Problem A05 when the model is not built like this
     */
    FeatureMap find() {
        if (maps.ends().size() != 1) throw unfit("the score reads several tensors");
        String at = maps.ends().iterator().next();
        boolean pooled = false;
        while (true) {
            Node node = maps.network().graph().producer(at).orElse(null);
            boolean pools = node != null && POOLING.contains(node.op());
            boolean moves = node != null && MOVING.contains(node.op());
            if (pooled && !pools && !moves) break;
            if (node == null) throw unfit("no average over positions lies on the way");
            if (!pools && !LINEAR.contains(node.op())) throw unfit(node + " comes between any such average and the"
                    + " score");
            at = operand(node);
            pooled |= pools;
        }
        String layer = at;
        return maps.of(at).orElseThrow(() -> unfit("\"" + layer + "\" has no cells on the image's grid"));
    }

    /** Returns the one operand that depends on the image. */
    private String operand(Node node) {
        List<String> all = node.inputs().stream().filter(i -> !maps.network().field().axes(i).isEmpty()).toList();
        if (all.size() != 1) throw unfit("two branches meet in " + node + " behind the average over positions");
        return all.get(0);
    }

    private Problem unfit(String found) {
        return unfit(target, found);
    }

    static Problem unfit(String target, String found) {
        return new Problem("A05", "cam is not possible for " + target + " of this model: it needs a model that averages its last"
                + " feature maps over all positions (global average pooling) and only weighs the averages after that. Here "
                + found + ". Use grad_cam, which gives the same map where cam is possible.");
    }
}
