// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.Node;
import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/** Refuses a sample for which even one run on the CPU has no memory, before the run is begun. */
record OneSample(OrtModel model, LongSupplier free, Set<List<Integer>> seen) {

    /** Smaller samples are not worth the session that infers the shapes. */
    private static final int LARGE = 1 << 20;

    private static final double SHARE_OF_MEMORY = 0.8;
    private static final double GB = 1e9;

    OneSample(OrtModel model, LongSupplier free) {
        this(model, free, new HashSet<>());
    }

    /** Throws Problem I15 when one run of this sample certainly does not fit. */
    synchronized void check(Sample input) {
        List<Integer> shape = Arrays.stream(input.x().shape()).boxed().toList();
        if (input.x().size() < LARGE || !model.provider().equals("CPU") || !seen.add(shape)) return;
        long least = least(model.front().graph(), input);
        long room = (long) (SHARE_OF_MEMORY * free.getAsLong());
        if (least <= room) return;
        seen.remove(shape);
        throw new Problem("I15", String.format(Locale.ROOT, "One run of \"%s\" on an input of the shape %s needs at least %.3g GB"
                + " of memory, and %.3g GB can be used. Make the image smaller: crop, or fit=tile.", model.name(), shape,
                least / GB, room / GB));
    }

    private long least(Graph graph, Sample input) {
        // what lies between quantised tensors is never made as float32
        if (graph.nodes().stream().anyMatch(n -> n.op().equals("DequantizeLinear"))) return 0;
        try {
            Map<String, List<Long>> shapes = Shapes.inferred(model, input);
            return graph.nodes().stream().filter(OneSample::keepsBoth).mapToLong(n -> Activations.bytes(n, shapes)).max().orElse(0);
        } catch (Problem unknown) {
            // no estimate, so nothing to refuse; what is wrong with the model the run itself says
            return 0;
        }
    }

    /** A lower bound of the peak: ONNX Runtime reuses buffers, but never convolves in place. */
    private static boolean keepsBoth(Node n) {
        return n.domain().isEmpty() && (n.op().equals("Conv") || n.op().equals("ConvTranspose"));
    }
}
