// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import ai.onnxruntime.OrtException;
import io.github.explainj.perturb.Samples;
import io.github.explainj.probe.DerivativeSink;
import io.github.explainj.probe.Differentiation;
import io.github.explainj.probe.Network;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.probe.Sink;
import io.github.explainj.tensor.Tensor;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Scores samples in batches; the batch is halved when memory runs out. */
final class OrtProbe implements Probe {

    private final OrtModel model;
    private final Heads heads;

    OrtProbe(OrtModel model, Heads heads) {
        this.model = model;
        this.heads = heads;
    }

    @Override
    public int targets() {
        return heads.count();
    }

    @Override
    public float[] score(Sample input) {
        float[] found = new float[targets()];
        try (Runs.Run run = model.runs().begin(this)) {
            model.first(run, input);
            unchanged(input, run, found);
        }
        return found;
    }

    private void unchanged(Sample input, Runs.Run run, float[] found) {
        int done = carryOut(work(input, Slots.of(List.of(input.x()))), model.plan().single(), run, 1, (i, s) -> {
            System.arraycopy(s, 0, found, 0, found.length);
            return true;
        });
        if (done == 0) java.util.Arrays.fill(found, Float.NaN);
    }

    @Override
    public int scores(Sample input, Samples samples, Sink sink) {
        int count = samples.count();
        if (count == 0) return 0;
        Slots.Maker maker = Slots.of(input, samples);
        try (Runs.Run run = model.runs().begin(this)) {
            model.first(run, input);
            Plan plan = count == 1 ? model.plan().single() : model.plan(input, this, run);
            return run.isStopped() ? 0 : carryOut(work(input, maker), plan, run, count, sink);
        }
    }

    Work work(Sample input, Slots.Maker maker) {
        return new Work(input, maker, heads, model.front().fedName(), model.others());
    }

    Heads heads() {
        return heads;
    }

    /** Scores until all is done or it was stopped; a batch that does not fit is tried at half its size. */
    int carryOut(Work work, Plan plan, Runs.Run run, int count, Sink sink) {
        Plan now = plan;
        int done = 0;
        while (true)
            try (Sessions.Lease lease = model.session(heads);
                    Pass pass = new Pass(work, lease.session(), run, now, count - done)) {
                int before = done;
                try {
                    pass.scores(before, count, sink);
                    return before + pass.done();
                } finally {
                    done = before + pass.done();
                }
            } catch (OrtException e) {
                if (run.isStopped()) return done;
                now = smaller(now, e);
            }
    }

    private Plan smaller(Plan plan, OrtException e) {
        if (!OrtErrors.isMemory(e)) throw OrtErrors.explain(e, model.name());
        model.forget(heads);
        if (!plan.canBeHalved()) throw OrtErrors.memory(model.name(), model.provider(), e);
        Plan half = plan.halved();
        model.limit(half.samples());
        return half;
    }

    @Override
    public int gradients(Sample input, Samples samples, Differentiation wanted, DerivativeSink sink) {
        throw new UnsupportedOperationException("gradients");
    }

    @Override
    public Map<String, Tensor> activations(Sample input, Collection<String> tensors) {
        return model.run(input, tensors);
    }

    @Override
    public Network network(Sample input) {
        throw new UnsupportedOperationException("network");
    }

    @Override
    public void interrupt() {
        model.runs().interrupt(this);
    }
}
