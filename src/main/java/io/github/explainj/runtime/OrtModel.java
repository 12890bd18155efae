// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.gradient.GradientRules;
import io.github.explainj.input.ModelCard;
import io.github.explainj.input.OutputCard;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.Node;
import io.github.explainj.onnx.Port;
import io.github.explainj.probe.Device;
import io.github.explainj.perturb.Samples;
import io.github.explainj.probe.Differentiation;
import io.github.explainj.probe.Model;
import io.github.explainj.probe.Network;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.target.Head;
import io.github.explainj.target.ModelFacts;
import io.github.explainj.target.Resolved;
import io.github.explainj.tensor.Tensor;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** A model in ONNX Runtime: one session per structure of targets, kept for the next run. */
public final class OrtModel implements Model {

    private final ModelCard card;
    private final ModelFacts facts;
    private final Front front;
    private final Provider provider;
    private final Sessions sessions;
    private final Batching batching;
    private final OneSample oneSample = new OneSample(this, Memory::free);
    private final Backwards backwards = new Backwards(this);
    private final Networks networks = new Networks(this);
    private final Optional<ForeignGradient> foreign;
    private final Runs runs = new Runs();
    private boolean ended;
    private final List<String> remarks = new CopyOnWriteArrayList<>();

    private OrtModel(Graph graph, ModelCard card, OpenOptions options, Sessions.Opener opener) {
        this.card = card;
        front = Front.of(graph, card, options.input());
        facts = new ModelFacts(graph, front.axes().has('b'), classes(card), activations(card), axes(card));
        provider = Provider.of(options.device());
        provider.remark().ifPresent(remarks::add);
        sessions = new Sessions(card.name(), provider, options.beforeSession(), opener);
        batching = new Batching(this, options.maxBatch());
        foreign = options.gradient().map(g -> new ForeignGradient(this, g));
    }

    /** Returns the version of ONNX Runtime, e.g. {@code 1.29.0}. */
    public static String version() {
        return Natives.environment().getVersion();
    }

    /**
     * Opens a model on a device.
     *
     * @throws io.github.explainj.problem.Problem E01 to E05 when ONNX Runtime or the device cannot be used
     */
    public static OrtModel open(Graph graph, ModelCard card, Device device) {
        return open(graph, card, new OpenOptions(device));
    }

    /** Opens a model with more choices. */
    public static OrtModel open(Graph graph, ModelCard card, OpenOptions options) {
        return open(graph, card, options, Session::open);
    }

    static OrtModel open(Graph graph, ModelCard card, OpenOptions options, Sessions.Opener opener) {
        return new OrtModel(graph, card, options, opener);
    }

    private static Map<String, List<String>> classes(ModelCard card) {
        return card.outputs().stream().collect(Collectors.toMap(OutputCard::name, OutputCard::classes));
    }

    private static Map<String, String> activations(ModelCard card) {
        return card.outputs().stream().collect(Collectors.toMap(OutputCard::name, OutputCard::activation));
    }

    private static Map<String, String> axes(ModelCard card) {
        return card.outputs().stream().collect(Collectors.toMap(OutputCard::name, o -> o.axes().letters()));
    }

    @Override
    public ModelFacts facts() {
        return facts;
    }

    @Override
    public String provider() {
        return provider.toString();
    }

    @Override
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    @Override
    public Map<String, Tensor> run(Sample input, Collection<String> tensors) {
        try (Runs.Run run = runs.begin(this)) {
            first(run, input);
            return run(input, List.copyOf(new TreeSet<>(tensors)), run);
        }
    }

    /** Returns tensors of the unchanged input, as part of a longer run. */
    Map<String, Tensor> run(Sample input, List<String> names, Runs.Run run) {
        return new Values(this).of(input, names, run);
    }

    /** Refuses what has no room; lets a model with loops run once with a time limit, before anything else is asked of it. */
    synchronized void first(Runs.Run run, Sample input) {
        oneSample.check(input);
        if (ended || front.loop().isEmpty()) return;
        try (TimeLimit limit = new TimeLimit(run)) {
            List<String> outputs = facts.graph().outputs().stream().map(Port::name).toList();
            try {
                run(input, outputs, run);
                ended = true;
            } finally {
                limit.check(name(), front.loop().orElseThrow());
            }
        }
    }

    @Override
    public Probe probe(List<Resolved> targets) {
        return new OrtProbe(this, new Heads(Head.of(targets)));
    }

    @Override
    public Map<String, List<Long>> shapes(Sample input) {
        return Shapes.of(this, input);
    }

    @Override
    public Graph gradientGraph(Sample example, List<Resolved> targets, List<String> wrt) {
        try (Runs.Run run = runs.begin(this)) {
            first(run, example);
            ExportForward all = new ExportForward(this, backwards.lifted(), example, targets);
            ExportForward forward = all.at(Branches.chosen(all, run));
            return new GradientExport(forward, wrt).graph(new Knowledge(forward, run));
        }
    }

    @Override
    public List<Node> obstacles(String tensor) {
        return backwards.obstacles(tensor);
    }

    @Override
    public Set<String> differentiable() {
        return backwards.differentiable();
    }

    @Override
    public Set<String> ways(String tensor) {
        return backwards.ways(tensor);
    }

    @Override
    public void close() {
        runs.closeAndWait();
        sessions.close();
    }

    String name() {
        return card.name();
    }

    Front front() {
        return front;
    }

    Others others() {
        return new Others(front.others(), card);
    }

    Runs runs() {
        return runs;
    }

    /** Makes a session that nobody keeps; close it. */
    Session open(Graph graph) {
        return sessions.open(graph);
    }

    Sessions.Lease session(Task task) {
        return sessions.lend(task.program().key(), task.program().graph());
    }

    /** Lends the session of a graph that is not one of targets. */
    Sessions.Lease session(String key, Supplier<Graph> graph) {
        return sessions.lend(key, graph);
    }

    /** Returns the gradient that takes the place of ours where the explained input alone is asked for. */
    Optional<ForeignGradient> foreign(Differentiation wanted) {
        boolean plain = wanted.wrt().equals(List.of(Differentiation.INPUT)) && wanted.rules() == GradientRules.standard();
        return plain ? foreign : Optional.empty();
    }

    void forget(Task task) {
        sessions.drop(task.program().key());
    }

    /** Returns the gradient's graph for inputs of the size of this one. */
    Backward backward(Sample input, Heads heads, Differentiation wanted, Runs.Run run) {
        Backward found = backwards.of(input, heads, wanted, run);
        found.remarks().forEach(this::remark);
        return found;
    }

    /** Returns the lifted model with targets behind it. */
    ProbeForward forward(Sample input, Heads heads) {
        return new ProbeForward(this, backwards.lifted(), input, heads);
    }

    /** Returns the task of scoring with one channel of a tensor silent in each row. */
    Task silenced(Sample input, Heads heads, Samples.Silenced silenced, Runs.Run run) {
        Wrt.checkExists(backwards.lifted(), silenced.tensor());
        ProbeForward all = forward(input, heads);
        ProbeForward forward = all.at(Branches.chosen(all, run));
        return new Silencing(forward, silenced, backwards.knowledge(forward, run)).task(run);
    }

    Network network(Sample input, Heads heads) {
        return networks.of(input, heads);
    }

    Plan plan() {
        return batching.plan();
    }

    Plan plan(Work work, OrtProbe probe, Runs.Run run) {
        return batching.plan(work, probe, run);
    }

    Batching batching() {
        return batching;
    }

    void limit(int samples) {
        batching.limit(samples);
        remark("Memory ran out; runs take " + samples + (samples == 1 ? " sample." : " samples."));
    }

    void remark(String text) {
        if (!remarks.contains(text)) remarks.add(text);
    }
}
