// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.ReceptiveField;
import io.github.explainj.perturb.Box;
import io.github.explainj.perturb.Boxes;
import io.github.explainj.perturb.DenseMasks;
import io.github.explainj.perturb.Masks;
import io.github.explainj.perturb.Samples;
import io.github.explainj.probe.Derivative;
import io.github.explainj.probe.DerivativeSink;
import io.github.explainj.probe.Differentiation;
import io.github.explainj.probe.Network;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.probe.Sink;
import io.github.explainj.tensor.Tensor;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Carries samples out by the words of their contract, one at a time, for models written in Java.
 *
 * @param models one per target; each takes {@code [1, C, spatial...]}
 * @param most stops as if cancelled after so many samples
 */
record FakeProbe(List<ToDoubleFunction<Tensor>> models, int most) implements Probe {

    static FakeProbe of(ToDoubleFunction<Tensor> model) {
        return new FakeProbe(List.of(model), Integer.MAX_VALUE);
    }

    /** The model w.x + offset. */
    static ToDoubleFunction<Tensor> linear(float[] w, double offset) {
        return x -> {
            double sum = offset;
            for (int i = 0; i < w.length; i++) sum += (double) w[i] * x.data()[i];
            return sum;
        };
    }

    @Override
    public int targets() {
        return models.size();
    }

    @Override
    public float[] score(Sample input) {
        return scores(input.x());
    }

    @Override
    public int scores(Sample input, Samples samples, Sink sink) {
        for (int i = 0; i < samples.count(); i++)
            if (i == most || !sink.accept(i, scores(sample(input, samples, i)))) {
                return i == most ? i : i + 1;
            }
        return samples.count();
    }

    private static Tensor sample(Sample input, Samples samples, int i) {
        if (samples instanceof Samples.Masked m)
            return mixed(input.x(), input.baseline(m.fill()), mask(m.masks(), i, input.x()));
        if (samples instanceof Samples.Path p) {
            float[] alpha = new float[input.x().size()];
            Arrays.fill(alpha, p.alphas().get(i).floatValue());
            return mixed(input.x(), input.baseline(p.baseline()), alpha);
        }
        Tensor x = input.x().copy();
        int channel = x.size() / x.channels();
        if (samples instanceof Samples.Silenced) java.util.Arrays.fill(x.data(), i * channel, (i + 1) * channel, 0);
        if (samples instanceof Samples.Noisy n) n.addTo(i, x.data());
        return x;
    }

    /**
     * Differentiates by central differences, for which the models must be smooth; inner tensors are taken
     * to hold the input.
     */
    @Override
    public int gradients(Sample input, Samples samples, Differentiation wanted, DerivativeSink sink) {
        for (int i = 0; i < samples.count(); i++) {
            if (i == most) return i;
            Tensor x = sample(input, samples, i);
            for (int t = 0; t < models.size(); t++) {
                if (!sink.accept(i, t, derivative(t, x, wanted))) return i;
            }
        }
        return samples.count();
    }

    private Derivative derivative(int target, Tensor x, Differentiation wanted) {
        Map<String, Tensor> gradients = new HashMap<>();
        Map<String, Tensor> values = new HashMap<>();
        for (String name : wanted.wrt()) {
            gradients.put(name, slope(models.get(target), x));
            values.put(name, x);
        }
        return new Derivative((float) models.get(target).applyAsDouble(x), gradients, values);
    }

    private static Tensor slope(ToDoubleFunction<Tensor> model, Tensor x) {
        float step = 1 / 64f;
        Tensor g = Tensor.zeros(x.shape());
        for (int e = 0; e < x.size(); e++) {
            Tensor up = x.copy();
            Tensor down = x.copy();
            up.data()[e] += step;
            down.data()[e] -= step;
            g.data()[e] = (float) ((model.applyAsDouble(up) - model.applyAsDouble(down)) / (2 * step));
        }
        return g;
    }

    @Override
    public Map<String, Tensor> activations(Sample input, Collection<String> tensors) {
        Map<String, Tensor> found = new HashMap<>();
        tensors.forEach(t -> found.put(t, input.x()));
        return found;
    }

    @Override
    public Network network(Sample input) {
        return FakeNetwork.of(input.x(), models.size());
    }

    private float[] scores(Tensor x) {
        float[] s = new float[models.size()];
        for (int t = 0; t < s.length; t++) s[t] = (float) models.get(t).applyAsDouble(x);
        return s;
    }

    private static Tensor mixed(Tensor x, Tensor b, float[] m) {
        Tensor y = x.copy();
        for (int i = 0; i < y.size(); i++) y.data()[i] = m[i] * x.data()[i] + (1 - m[i]) * b.data()[i];
        return y;
    }

    /** Returns mask i for every element of {@code [C, spatial...]}. */
    static float[] mask(Masks masks, int i, Tensor x) {
        float[] m = new float[x.size()];
        int positions = x.size() / x.channels();
        if (masks instanceof DenseMasks dense) {
            dense.write(i, m);
            if (!dense.perChannel())
                for (int c = 1; c < x.channels(); c++) System.arraycopy(m, 0, m, c * positions, positions);
        } else {
            Box box = ((Boxes) masks).box(i);
            for (int e = 0; e < m.length; e++) m[e] = inside(box, e, x.shape()) ? 0 : 1;
        }
        return m;
    }

    private static boolean inside(Box box, int element, int[] shape) {
        for (int a = shape.length - 1, rest = element; a > 0; rest /= shape[a--]) {
            int at = rest % shape[a];
            if (at < box.from().get(a - 1) || at >= box.to().get(a - 1)) return false;
        }
        return true;
    }

    @Override
    public void interrupt() {
        // single samples are never in progress when this is called
    }
}
