// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.ModelFile;
import io.github.explainj.onnx.Port;
import io.github.explainj.probe.Derivative;
import io.github.explainj.probe.Differentiation;
import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Runs a gradient graph that was exported elsewhere, one sample at a time. */
final class ForeignGradient {

    private final OrtModel model;
    private final GradientFile given;
    private final ModelFile file;
    private final Map<String, List<Long>> shapes;

    ForeignGradient(OrtModel model, GradientFile given) {
        this.model = model;
        this.given = given;
        this.file = ModelFile.open(given.file());
        this.shapes = Survey.of(file.graph()).shapes();
        checkNames();
    }

    /** A name of nothing would be passed over in silence, and another tensor be taken for it. */
    private void checkNames() {
        List<String> known = new ArrayList<>(model.facts().graph().inputs().stream().map(Port::name).toList());
        known.addAll(List.of(GradientFile.OUTPUT, GradientFile.WEIGHTS, GradientFile.GRADIENT));
        for (String name : given.names().keySet())
            if (!known.contains(name))
                throw new Problem("A04", "The name of \"" + name + "\" in the gradient " + name() + " was given, but there is no such"
                        + " thing. Expected one of: " + String.join(", ", known) + ".");
    }

    /** Returns the tensor of the model whose numbers the graph's weights weigh. */
    private String output() {
        return given.names().getOrDefault(GradientFile.OUTPUT, model.facts().graph().outputs().get(0).name());
    }

    /** Returns what ours has to find: the weights of the output's numbers. */
    Differentiation weights() {
        return new Differentiation(output());
    }

    /** Throws A04 when the targets do not read the output, or more than it. */
    void check(ProbeForward forward) {
        Wrt.checkExists(forward.front(), output());
        Forward.Scored scored = forward.with(forward.rows());
        Tail tail = new Tail(scored.builder().build(), List.of(forward.front().fedName()), output());
        if (!tail.isOnlyWayTo(scored.scores().name()))
            throw unfit("its weights are those of the output \"" + output() + "\", and the target does not read that alone;"
                    + " name the tensor with @\"" + output() + "\" in the target");
    }

    /**
     * Turns the gradient with respect to the output into that with respect to the explained input.
     *
     * @param sample what the other inputs are
     * @param ours at the row; its gradient is that of the output
     * @return empty when it was stopped
     */
    Optional<Derivative> derivative(Sample sample, Row row, Derivative ours, Runs.Run run) {
        Tensor x = row.input();
        return gradient(sample, x, ours.gradient(), run).map(g -> new Derivative(ours.score(),
                Map.of(Differentiation.INPUT, g), Map.of(Differentiation.INPUT, x)));
    }

    private Optional<Tensor> gradient(Sample sample, Tensor x, Tensor weights, Runs.Run run) {
        Tensor own = model.front().axes().own(x);
        Map<String, Tensor> feeds = feeds(sample, own, weights);
        String name = port(file.graph().outputs(), GradientFile.GRADIENT, List.of("grad_" + explained()), own, List.of()).name();
        try (Sessions.Lease lease = model.session("gradient of " + file.path(), () -> floats(name));
                Feeds native_ = new Feeds();
                OrtSession.Result found = lease.session().run(native_.copies(feeds), run)) {
            Tensor gradient = Results.tensor(name, found.get(0));
            if (!Arrays.equals(gradient.shape(), own.shape()))
                throw unfit("its output \"" + name + "\" has the shape " + Arrays.toString(gradient.shape()) + ", and "
                        + Arrays.toString(own.shape()) + " was expected");
            return Optional.of(model.front().axes().canonical(gradient));
        } catch (OrtException e) {
            if (run.isStopped()) return Optional.empty();
            throw OrtErrors.isMemory(e) ? OrtErrors.memory(name(), model.provider(), e) : OrtErrors.explain(e, name());
        }
    }

    private Map<String, Tensor> feeds(Sample sample, Tensor x, Tensor weights) {
        List<Port> ports = file.graph().inputs();
        Map<String, Tensor> feeds = new LinkedHashMap<>();
        List<String> taken = new ArrayList<>();
        Map<String, Tensor> others = model.others().own(sample.others(), 1);
        others.forEach((name, t) -> {
            String theirs = given.names().getOrDefault(name, name);
            if (ports.stream().anyMatch(p -> p.name().equals(theirs)) && taken.add(theirs)) feeds.put(theirs, t);
        });
        Port image = port(ports, explained(), List.of(explained()), x, taken);
        feeds.put(image.name(), x);
        taken.add(image.name());
        Port w = port(ports, GradientFile.WEIGHTS, List.of(GradientFile.WEIGHTS), weights, taken);
        feeds.put(w.name(), weights);
        for (Port p : ports)
            if (!feeds.containsKey(p.name())) throw unfit("nothing is known to feed to its input \"" + p.name() + "\" " + shape(p));
        Map<String, Tensor> fed = new LinkedHashMap<>();
        feeds.forEach((name, t) -> fed.put(Front.fed(name), t));
        return fed;
    }

    /** Finds an input or output: by the name that was given, by one that is usual, or the first of the shape. */
    private Port port(List<Port> ports, String role, List<String> usual, Tensor like, List<String> taken) {
        String wanted = given.names().get(role);
        List<Port> free = ports.stream().filter(p -> !taken.contains(p.name())).toList();
        Optional<Port> found = wanted != null ? free.stream().filter(p -> p.name().equals(wanted)).findFirst()
                : free.stream().filter(p -> usual.contains(p.name())).findFirst()
                        .or(() -> free.stream().filter(p -> fits(p, like)).findFirst());
        if (found.isEmpty())
            throw unfit("it has " + (wanted != null ? "no \"" + wanted + "\"" : "none of the shape " + Arrays.toString(like.shape()))
                    + " to be the " + role);
        if (!fits(found.get(), like))
            throw unfit("its \"" + found.get().name() + "\" has the shape " + shape(found.get()) + ", and as the " + role
                    + " " + Arrays.toString(like.shape()) + " was expected");
        return found.get();
    }

    /** A shape that is not known may fit: what comes is checked. */
    private boolean fits(Port port, Tensor like) {
        List<Long> shape = shapes.getOrDefault(port.name(), List.of());
        if (shape.isEmpty()) return true;
        if (shape.size() != like.rank()) return false;
        return IntStream.range(0, like.rank()).allMatch(a -> shape.get(a) < 0 || shape.get(a) == like.size(a));
    }

    /** Returns the graph with its gradient as the only output, fed with floats. */
    private Graph floats(String gradient) {
        file.requireUnchanged();
        GraphBuilder b = new GraphBuilder(file.graph());
        for (Port p : file.graph().inputs()) {
            var fed = b.input(Front.fed(p.name()), ElementType.FLOAT, p.dims().stream().mapToLong(d -> d).toArray());
            b.feed(p.name(), p.type() == ElementType.FLOAT ? fed : fed.cast(p.type()));
        }
        b.clearOutputs();
        b.output("explainj_gradient", b.value(gradient));
        return b.build();
    }

    private String explained() {
        return model.front().explained().name();
    }

    private String name() {
        return file.path().getFileName().toString();
    }

    private String shape(Port port) {
        return shapes.getOrDefault(port.name(), List.of()).toString().replace("-1", "?");
    }

    private Problem unfit(String why) {
        return new Problem("A04", "The gradient in " + name() + " does not fit the model: " + why + ". Its inputs are "
                + listed(file.graph().inputs()) + ", its outputs " + listed(file.graph().outputs())
                + ". Expected: the model's inputs, \"weights\" of the shape of its output, and the gradient of the shape of \""
                + explained() + "\"; give their names where they differ.");
    }

    private String listed(List<Port> ports) {
        return ports.stream().map(p -> "\"" + p.name() + "\" " + shape(p)).collect(Collectors.joining(", "));
    }
}
