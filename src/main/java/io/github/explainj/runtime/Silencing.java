// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Needed;
import io.github.explainj.onnx.Value;
import io.github.explainj.perturb.Samples;
import io.github.explainj.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Scores a model of which one channel inside is silent. What lies before that tensor is the same for
 * all channels: it is computed once and fed, where it has a row per sample; else all is computed anew.
 */
record Silencing(ProbeForward forward, Samples.Silenced silenced, Knowledge.Found found) {

    private static final String KEPT = "explainj_kept_";

    Task task(Runs.Run run) {
        Wrt.checkFloats(List.of(silenced.tensor()), found.known());
        Forward.Scored scored = forward.with(found.free() ? -1 : forward.rows());
        Graph whole = scored.builder().build();
        List<String> before = kept(whole, scored.scores().name());
        Map<String, Tensor> kept = new LinkedHashMap<>();
        if (!before.isEmpty())
            forward.model().run(forward.sample(), before, run).forEach((t, value) -> kept.put(KEPT + before.indexOf(t), value));
        Result scores = new Result(Heads.SCORES, List.of((long) forward.heads().count()), found.free() || !forward.isFree(), false);
        String key = "silent " + silenced + " " + forward.key();
        Task.Program program = new Task.Program(key, () -> graph(whole, scored.scores().name(), before), List.of(scores), 0);
        return new Task(key, program, forward.heads().feeds(), kept, Task.Turns.ofChannels(silenced.count()));
    }

    /** Returns the tensors at which the graph can begin; empty when it cannot begin inside the model. */
    private List<String> kept(Graph whole, String scores) {
        List<String> before = new Tail(whole, List.of(forward.front().fedName()), silenced.tensor()).before(scores);
        boolean possible = before.stream().allMatch(t -> forward.model().facts().graph().producer(t).isPresent()
                && found.known().floats().contains(t) && isBatched(t));
        return possible ? before : List.of();
    }

    private boolean isBatched(String tensor) {
        List<Long> shape = found.known().shapes().get(tensor);
        return !shape.isEmpty() && shape.lastIndexOf(-1L) <= 0 && (shape.get(0) == -1 || shape.get(0) == forward.rows());
    }

    private Graph graph(Graph whole, String scores, List<String> before) {
        GraphBuilder b = new GraphBuilder(whole);
        int rows = found.free() ? -1 : forward.rows();
        Value silent = null;
        for (String t : before) {
            long[] dims = found.one().get(t).stream().mapToLong(s -> s).toArray();
            dims[0] = rows;
            Value fed = b.input(KEPT + before.indexOf(t), ElementType.FLOAT, dims);
            if (t.equals(silenced.tensor())) silent = fed;
            else b.replace(t, fed);
        }
        if (silent == null) silent = b.value(silenced.tensor());
        int rank = found.one().get(silenced.tensor()).size();
        b.replace(silenced.tensor(), silent.times(factors(b, rows, rank)));
        b.output(Heads.SCORES, b.value(scores));
        return Needed.withInputs(b.build());
    }

    /** Returns 0 for the row's channel and 1 for the others: {@code [N, 1, ..., K, ..., 1]}. */
    private Value factors(GraphBuilder b, int rows, int rank) {
        Task.Turns turns = Task.Turns.ofChannels(silenced.count());
        long[] shape = new long[rank];
        Arrays.fill(shape, 1);
        shape[0] = rows;
        shape[silenced.axis()] = silenced.count();
        return b.input(turns.input(), ElementType.FLOAT, rows, turns.width()).negative().plus(1).reshape(shape);
    }
}
