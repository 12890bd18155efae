// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.probe.Sample;
import io.github.explainj.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a probe runs: canonical floats in front, targets behind.
 *
 * @param model runs it
 * @param front the lifted model
 * @param sample gives the sizes
 * @param heads the targets
 */
record ProbeForward(OrtModel model, Front front, Sample sample, Heads heads) implements Forward {

    @Override
    public ProbeForward at(Front other) {
        return new ProbeForward(model, other, sample, heads);
    }

    @Override
    public Scored with(int rows) {
        long[] dims = Arrays.stream(sample.x().shape()).asLongStream().toArray();
        dims[0] = rows;
        GraphBuilder b = front.builder(dims, otherSizes(rows));
        return new Scored(b, heads.head().append(b, heads.head().sizedInputs(b)));
    }

    private Map<String, long[]> otherSizes(int rows) {
        Map<String, long[]> sizes = new LinkedHashMap<>();
        model.others().sizes(sample.others(), rows).forEach((name, s) -> sizes.put(Front.fed(name), s));
        return sizes;
    }

    /** Returns a text that is the same for the same targets at the same sizes. */
    String key() {
        String parameters = heads.head().parameters().stream().map(p -> Arrays.toString(p.shape())).collect(Collectors.joining());
        Map<String, String> others = new TreeMap<>();
        sample.others().forEach((name, t) -> others.put(name, Arrays.toString(t.shape())));
        return heads.structure() + " " + parameters + " at " + Arrays.toString(sample.x().shape()) + others;
    }

    @Override
    public Map<String, Tensor> feeds(int rows) {
        Map<String, Tensor> fed = new LinkedHashMap<>(model.others().rows(sample.others(), rows));
        fed.put(front.fedName(), Values.repeated(sample.x(), rows));
        fed.putAll(heads.feeds());
        return fed;
    }
}
