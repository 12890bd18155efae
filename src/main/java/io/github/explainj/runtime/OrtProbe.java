// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import ai.onnxruntime.OrtException;
import io.github.explainj.perturb.Samples;
import io.github.explainj.probe.ActivationSink;
import io.github.explainj.probe.Derivative;
import io.github.explainj.probe.DerivativeSink;
import io.github.explainj.probe.Differentiation;
import io.github.explainj.probe.Inputs;
import io.github.explainj.probe.Network;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.probe.Sink;
import io.github.explainj.tensor.Tensor;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

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
        Work work = work(input, Slots.of(List.of(input.x())), heads.task(model.front()));
        int done = carryOut(work, model.plan().single(), run, Supply.of(1), (i, row) -> {
            row.scores(found);
            return true;
        });
        if (done == 0) java.util.Arrays.fill(found, Float.NaN);
    }

    @Override
    public int scores(Sample input, Samples samples, Sink sink) {
        int count = samples.count();
        if (count == 0) return 0;
        Slots.Maker maker = Slots.of(input, samples);
        float[] scores = new float[targets()];
        try (Runs.Run run = model.runs().begin(this)) {
            model.first(run, input);
            Task task = samples instanceof Samples.Silenced s ? model.silenced(input, heads, s, run) : heads.task(model.front());
            return run.isStopped() ? 0 : carryOut(work(input, maker, task), run, count, (i, row) -> {
                row.scores(scores);
                return sink.accept(i, scores);
            });
        }
    }

    @Override
    public int gradients(Sample input, Samples samples, Differentiation wanted, DerivativeSink sink) {
        int count = samples.count();
        if (count == 0) return 0;
        Slots.Maker maker = Slots.of(input, samples);
        try (Runs.Run run = model.runs().begin(this)) {
            model.first(run, input);
            Optional<ForeignGradient> foreign = model.foreign(wanted);
            foreign.ifPresent(f -> f.check(model.forward(input, heads)));
            Backward backward = model.backward(input, heads, foreign.map(ForeignGradient::weights).orElse(wanted), run);
            if (run.isStopped()) return 0;
            AtomicInteger taken = new AtomicInteger();
            carryOut(work(input, maker, backward.task(heads)), run, count * targets(), (i, row) -> {
                Derivative ours = backward.derivative(i % targets(), row);
                Optional<Derivative> d = foreign.isEmpty() ? Optional.of(ours) : foreign.get().derivative(input, row, ours, run);
                return d.isPresent() && taken.incrementAndGet() > 0 && sink.accept(i / targets(), i % targets(), d.get());
            });
            return taken.get() / targets();
        }
    }

    private Work work(Sample input, Slots.Maker maker, Task task) {
        return new Work(input, maker, task, model.front().fedName(), model.others());
    }

    private int carryOut(Work work, Runs.Run run, int rows, Row.Sink sink) {
        Plan plan = rows == 1 ? model.plan().single() : model.plan(work, this, run);
        return run.isStopped() ? 0 : carryOut(work, plan, run, Supply.of(rows), sink);
    }

    /** Runs until all is done or it was stopped; a batch that does not fit is tried at half its size. */
    int carryOut(Work work, Plan plan, Runs.Run run, Supply rows, Row.Sink sink) {
        Plan now = plan;
        int done = 0;
        while (true)
            try (Sessions.Lease lease = model.session(work.task());
                    Pass pass = new Pass(work, lease.session(), run, now, rows.ready(done, now.samples() + 1))) {
                int before = done;
                try {
                    pass.rows(before, rows, sink);
                    return before + pass.done();
                } finally {
                    done = before + pass.done();
                }
            } catch (OrtException e) {
                if (run.isStopped()) return done;
                now = smaller(work.task(), now, e);
            }
    }

    private Plan smaller(Task task, Plan plan, OrtException e) {
        if (!OrtErrors.isMemory(e)) throw OrtErrors.explain(e, model.name());
        model.forget(task);
        if (!plan.canBeHalved()) throw OrtErrors.memory(model.name(), model.provider(), e);
        Plan half = plan.halved();
        model.limit(half.samples());
        return half;
    }

    @Override
    public Map<String, Tensor> activations(Sample input, Collection<String> tensors) {
        return model.run(input, tensors);
    }

    @Override
    public int activations(Inputs inputs, Collection<String> tensors, ActivationSink sink) {
        try (Runs.Run run = model.runs().begin(this)) {
            List<String> names = List.copyOf(new TreeSet<>(tensors));
            return new Stream(model, run, new Arrivals(inputs.samples()), names, sink).run(this);
        }
    }

    @Override
    public Network network(Sample input) {
        return model.network(input, heads);
    }

    @Override
    public void interrupt() {
        model.runs().interrupt(this);
    }
}
