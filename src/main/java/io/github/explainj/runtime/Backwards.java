// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.runtime;

import io.github.explainj.gradient.Flow;
import io.github.explainj.gradient.GradientRules;
import io.github.explainj.gradient.Gradients;
import io.github.explainj.onnx.ElementType;
import io.github.explainj.onnx.Graph;
import io.github.explainj.onnx.GraphBuilder;
import io.github.explainj.onnx.Lift;
import io.github.explainj.onnx.Node;
import io.github.explainj.onnx.Port;
import io.github.explainj.probe.Differentiation;
import io.github.explainj.probe.Sample;
import io.github.explainj.problem.Problem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps the gradients that were derived last: one per structure of targets, tensors, rules and sizes. */
final class Backwards {

    private static final int KEPT = 8;

    private final OrtModel model;
    private final Map<String, Backward> kept = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, Knowledge.Found> found = new LinkedHashMap<>(16, 0.75f, true);
    private Front lifted;

    /** The lifted model's tensors that hold floats; a session tells them, so they are asked for once. */
    private Set<String> floats;

    Backwards(OrtModel model) {
        this.model = model;
    }

    /** Returns the model in the form that can be differentiated, with the operators in front. */
    synchronized Front lifted() {
        if (lifted == null) {
            lifted = floatImage(model.front().before(Lift.of(model.front().graph())));
            if (isHalf(model.front().graph())) model.remark("The model's weights are of 16 bits; gradients are computed in float32.");
        }
        return lifted;
    }

    private static boolean isHalf(Graph graph) {
        Set<ElementType> half = Set.of(ElementType.FLOAT16, ElementType.BFLOAT16);
        return graph.initialisers().stream().anyMatch(i -> graph.initialiserType(i).filter(half::contains).isPresent());
    }

    /** Lets an image of whole numbers come as floats, where the model's first operators take them. */
    private static Front floatImage(Front front) {
        Port image = front.explained();
        if (image.type().isFloating() || !image.type().isNumber()) return front;
        GraphBuilder b = new GraphBuilder(front.graph());
        b.declare(image.name(), ElementType.FLOAT, image.dims().stream().mapToLong(s -> s).toArray());
        Front floats = front.before(b.build());
        try {
            Survey.of(floats.builder().build());
            return floats;
        } catch (Problem wholeNumbersOnly) {
            return front;
        }
    }

    /** Returns what is known of the model with these targets, found once per size. */
    synchronized Knowledge.Found knowledge(ProbeForward forward, Runs.Run run) {
        String key = forward.key();
        Knowledge.Found known = found.get(key);
        if (known != null) return known;
        Knowledge.Found made = new Knowledge(forward, run).found();
        found.put(key, made);
        if (found.size() > KEPT) found.remove(found.keySet().iterator().next());
        return made;
    }

    /** Returns the tensors that can be differentiated with respect to the explained input. */
    synchronized Set<String> differentiable() {
        GraphBuilder b = lifted().builder();
        String input = b.value(lifted().fedName()).name();
        Set<String> found = flow(b.build()).from(input);
        found.add(lifted().explained().name());
        return found;
    }

    /** Returns the tensors with respect to which one can be differentiated. */
    synchronized Set<String> ways(String tensor) {
        Wrt.checkExists(lifted(), tensor);
        return flow(lifted().builder().build()).to(tensor);
    }

    private Flow flow(Graph graph) {
        return new Flow(graph, floats(graph), Branches.decided(graph));
    }

    private Set<String> floats(Graph graph) {
        if (floats == null) floats = Survey.of(graph).floats();
        return floats;
    }

    /** Returns the nodes between the explained input and a tensor that prevent a gradient. */
    synchronized List<Node> obstacles(String tensor) {
        Wrt.checkExists(lifted(), tensor);
        GraphBuilder b = lifted().builder();
        Graph graph = b.build();
        // rounded, where the image is of whole numbers: not the name under which it is fed
        String input = b.value(lifted().fedName()).name();
        List<Node> missing = Gradients.missing(graph, floats(graph), GradientRules.standard(), tensor, input).stream()
                .filter(Branches.decided(graph).negate()).toList();
        return missing.isEmpty() ? Gradients.ends(graph, floats(graph), tensor, input) : missing;
    }

    synchronized Backward of(Sample input, Heads heads, Differentiation wanted, Runs.Run run) {
        ProbeForward forward = new ProbeForward(model, lifted(), input, heads);
        String key = "gradient of " + wanted.wrt() + " by " + wanted.rules().name() + " " + forward.key();
        Backward known = kept.get(key);
        if (known != null) return known;
        wanted.wrt().forEach(w -> Wrt.checkExists(lifted(), w));
        ProbeForward chosen = forward.at(Branches.chosen(forward, run));
        Backward made = new Derivation(chosen, wanted, heads.count()).derived(knowledge(chosen, run), key);
        kept.put(key, made);
        if (kept.size() > KEPT) kept.remove(kept.keySet().iterator().next());
        return made;
    }

}
