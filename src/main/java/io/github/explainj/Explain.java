// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.input.ImageData;
import io.github.explainj.input.ModelCard;
import io.github.explainj.onnx.Graph;
import io.github.explainj.probe.Model;
import io.github.explainj.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Opens a model and explains what it says about an image.
 *
 * <pre>{@code
 * try (Explain explain = Explain.open(Path.of("model.onnx"), options)) {
 *     Prepared image = explain.prepare(data, new View());
 *     List<Result> results = explain.explain(image, new Request(new Occlusion()));
 * }
 * }</pre>
 */
public final class Explain implements AutoCloseable {

    private final Model model;
    private final ModelCard card;

    private Explain(Model model, ModelCard card) {
        this.model = model;
        this.card = card;
    }

    /**
     * Opens an {@code .onnx} file or a bioimage.io package (folder, {@code rdf.yaml} or zip), checks
     * it and starts ONNX Runtime.
     */
    public static Explain open(Path model, Options options) {
        throw new IllegalStateException("not written yet");
    }

    public ModelCard card() {
        return card;
    }

    public Graph graph() {
        return model.facts().graph();
    }

    public Model model() {
        return model;
    }

    /** Returns the SHA-256 of the ONNX file, in hexadecimal. */
    public String sha256() {
        throw new IllegalStateException("not written yet");
    }

    /** Fits an image to the model; throws a Problem when the user has to choose. */
    public Prepared prepare(ImageData image, View view) {
        throw new IllegalStateException("not written yet");
    }

    /**
     * Takes tensors exactly as the model wants them, in its own layout, without preprocessing.
     *
     * @param tensors by input name; an empty name stands for the first input, which is the one that
     *     is explained
     */
    public Prepared prepare(String title, Map<String, Tensor> tensors) {
        throw new IllegalStateException("not written yet");
    }

    /** Explains: one result per piece and method, in that order. */
    public List<Result> explain(Prepared input, Request request) {
        throw new IllegalStateException("not written yet");
    }

    /** Returns what the model says: per piece the classes with score and probability, best first. */
    public List<Prediction> predict(Prepared input) {
        throw new IllegalStateException("not written yet");
    }

    /**
     * One class of one piece.
     *
     * @param piece label of the piece
     * @param index class index
     * @param name class name, or empty
     * @param score logit where there is one
     * @param probability NaN when the output is no classifier's
     */
    public record Prediction(String piece, int index, String name, double score, double probability) {}

    @Override
    public void close() {
        model.close();
    }
}
