// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.input.Cards;
import io.github.explainj.input.ImageData;
import io.github.explainj.input.ModelCard;
import io.github.explainj.input.ModelSource;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.ModelFile;
import io.github.explainj.probe.Model;
import io.github.explainj.runtime.GradientFile;
import io.github.explainj.runtime.OpenOptions;
import io.github.explainj.runtime.OrtModel;
import io.github.explainj.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Opens a model and explains what it says about an image.
 *
 * <pre>{@code
 * try (Explain explain = Explain.open(Path.of("model.onnx"), options)) {
 *     Prepared image = explain.prepare(data, new Framing());
 *     List<Result> results = explain.explain(image, new Request(new Occlusion()));
 * }
 * }</pre>
 *
 * <p>Not for use from several threads at once; {@link io.github.explainj.probe.Cancellation} may be
 * used from any.
 */
public final class Explain implements AutoCloseable {

    private final ModelFile file;
    private final ModelCard card;
    private final Model model;
    private final Options options;
    private final Reach reach;

    private Explain(ModelFile file, ModelCard card, Model model, Options options) {
        this.file = file;
        this.card = card;
        this.model = model;
        this.options = options;
        this.reach = new Reach(card, model);
    }

    /**
     * Opens an {@code .onnx} file or a bioimage.io package (folder, {@code rdf.yaml} or zip), checks
     * it and starts ONNX Runtime.
     *
     * @throws io.github.explainj.problem.Problem M.. and P.. for a file that cannot be used, E.. for a
     *     machine or device that cannot
     */
    public static Explain open(Path path, Options options) {
        ModelSource source = ModelSource.open(path);
        ModelFile file = ModelFile.open(source.weights());
        ModelCard card = Cards.of(file.graph(), source, options.overrides());
        OpenOptions open = new OpenOptions(options.device()).withCheck(file::requireUnchanged);
        OpenOptions with = options.gradient().map(g -> open.withGradient(new GradientFile(g.file(), g.names()))).orElse(open);
        return new Explain(file, card, OrtModel.open(file.graph(), card, with), options);
    }

    public ModelCard card() {
        return card;
    }

    public Graph graph() {
        return file.graph();
    }

    public Model model() {
        return model;
    }

    /** Returns the facts that the user set instead of what the package says, sorted. */
    Map<String, String> overrides() {
        return new TreeMap<>(options.overrides());
    }

    /** Returns the gradient graph that takes the place of ours. */
    Optional<Options.Gradient> gradient() {
        return options.gradient();
    }

    /** Returns the SHA-256 of the ONNX file, in hexadecimal. */
    public String sha256() {
        return file.sha256();
    }

    /** Returns what the user should know before trusting a result, e.g. weights that are not numbers. */
    public List<String> warnings() {
        return file.warnings();
    }

    /**
     * Fits an image to the model.
     *
     * @throws io.github.explainj.problem.Problem I05 when the channels differ, I06 when the sizes
     *     differ and the user has to choose
     */
    public Prepared prepare(ImageData image, Framing framing) {
        return new ImagePreparation(card, reach, options).prepare(image, framing);
    }

    /**
     * Takes tensors exactly as the model wants them, in its own layout, without preprocessing.
     *
     * @param tensors by input name; an empty name stands for the first input, which is the one that
     *     is explained
     */
    public Prepared prepare(String title, Map<String, Tensor> tensors) {
        return new TensorPreparation(card).prepare(title, tensors);
    }

    /**
     * Explains: one result per piece and method, in that order. When it is cancelled, the list holds
     * what was done, its last result marked as not complete.
     */
    public List<Result> explain(Prepared input, Request request) {
        return new Explaining(this, options, input, request).results();
    }

    /**
     * Looks into the network: one result per piece of the image, or one where there is none.
     *
     * @param input the image that is looked at; empty where the view needs none
     * @throws io.github.explainj.problem.Problem A07 when the view needs an image or an album and has none
     */
    public List<Result> look(Optional<Prepared> input, LookRequest request) {
        return new Looking(this, options, input, request).results();
    }

    /** Returns the layers that a user can choose, in running order; for an image of an example's size. */
    public List<LayerChoice> layers() {
        return new LayerTable(this, Example.of(card)).choices();
    }

    /** Returns the targets that a user can choose from a list: classes, channels of dense outputs. */
    public List<TargetChoice> targets() {
        return new TargetChoices(this).all();
    }

    /** Returns what the model says: per piece the classes with score and probability, best first. */
    public List<Prediction> predict(Prepared input) {
        return new Predicting(this, options).predict(input);
    }

    /**
     * One class of one piece.
     *
     * @param piece label of the piece
     * @param index class index
     * @param name class name, or empty
     * @param score logit where there is one
     * @param probability of this class, in [0, 1]
     */
    public record Prediction(String piece, int index, String name, double score, double probability) {}

    /**
     * Derives the gradient and writes it as a plain ONNX file: the model's inputs (and the target's
     * weights), outputs {@code score} and {@code grad_<tensor>}.
     *
     * @return the graph that was written
     * @throws io.github.explainj.problem.Problem M13 when an operator has no gradient rule, A01 for a
     *     target that only an image can choose, A06 when a size is missing, A08 and E09 for the file
     */
    public Graph exportGradient(GradientRequest request, Path out) {
        return new GradientExport(this, options).write(request, out);
    }

    @Override
    public void close() {
        model.close();
    }
}
