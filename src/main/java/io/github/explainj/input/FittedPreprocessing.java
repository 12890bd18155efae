// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.input;

import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Value;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Preprocessing whose statistics were taken from one image and are held fixed, so that hiding a part of
 * the image, cropping or tiling does not rescale the rest.
 */
public final class FittedPreprocessing {

    /** Name of the fragment's input {@code [N, C, spatial...]}, sizes free but C. */
    public static final String IMAGE = "image";

    private final List<Step> steps;
    private final List<List<Tensor>> measured;
    private final Map<String, Tensor> statistics = new LinkedHashMap<>();
    private final Graph fragment;
    private final Runner runner;

    FittedPreprocessing(List<Step> steps, List<List<Tensor>> measured, int[] shape, Runner runner) {
        this.steps = steps;
        this.measured = measured;
        this.runner = runner;
        GraphBuilder b = new GraphBuilder();
        long[] free = new long[shape.length];
        for (int i = 0; i < free.length; i++) free[i] = i == 1 ? shape[i] : -1;
        b.output("preprocessed", append(b.input(IMAGE, ElementType.FLOAT, free)));
        fragment = b.build();
    }

    /**
     * Returns the steps as a graph of their own: inputs {@value #IMAGE} and one per statistic, one
     * output of the image's shape.
     */
    public Graph fragment() {
        return fragment;
    }

    /** Returns what the statistics' inputs are fed, by name. */
    public Map<String, Tensor> statistics() {
        return Map.copyOf(statistics);
    }

    /** Appends the steps, with one new graph input per statistic, to the graph that {@code x} is of. */
    public Value append(Value x) {
        Value now = x;
        for (int k = 0; k < steps.size(); k++) {
            List<Value> fed = new ArrayList<>();
            for (Tensor t : measured.get(k)) fed.add(input(x.builder(), "statistic_" + k + "_" + fed.size(), t));
            now = steps.get(k).append(now, fed);
        }
        return now;
    }

    private Value input(GraphBuilder b, String name, Tensor value) {
        statistics.put(name, value);
        return b.input(name, ElementType.FLOAT, java.util.Arrays.stream(value.shape()).asLongStream().toArray());
    }

    /** Turns raw intensities {@code [N, C, spatial...]} into what the model is fed. */
    public Tensor apply(Tensor raw) {
        if (steps.isEmpty()) return raw;
        Map<String, Tensor> feeds = new HashMap<>(statistics);
        feeds.put(IMAGE, raw);
        return runner.run(fragment, feeds);
    }

    /** Says what each step does, with the numbers that were measured. */
    public List<String> describe() {
        List<String> lines = new ArrayList<>();
        for (int k = 0; k < steps.size(); k++) {
            String found = measured.get(k).stream().map(FittedPreprocessing::values).collect(Collectors.joining("; "));
            lines.add(steps.get(k).describe() + (found.isEmpty() ? "" : " (of the whole image: " + found + ")"));
        }
        return lines;
    }

    private static String values(Tensor t) {
        return Numbers.list(t);
    }
}
