// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

import io.github.explainj.input.OutputCard;
import io.github.explainj.onnx.Port;
import io.github.explainj.target.Targets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists the classes and channels of a model's outputs. */
final class TargetChoices {

    private final Explain explain;

    TargetChoices(Explain explain) {
        this.explain = explain;
    }

    /** Returns the classes of outputs without space, and mean and peak of each channel of those with. */
    List<TargetChoice> all() {
        List<TargetChoice> all = new ArrayList<>();
        for (OutputCard output : explain.card().outputs()) {
            Optional<Port> port = explain.graph().outputs().stream().filter(p -> p.name().equals(output.name())).findFirst();
            for (int k = 0; k < count(output, port); k++)
                for (String kind : output.axes().spatialRank() == 0 ? List.of("class") : List.of("mean", "peak"))
                    all.add(choice(kind, output, port, k));
        }
        return all;
    }

    private TargetChoice choice(String kind, OutputCard output, Optional<Port> port, int k) {
        boolean first = output.equals(explain.card().outputs().get(0));
        // a name that stands twice would mean the first of them
        boolean named = k < output.classes().size() && output.classes().indexOf(output.classes().get(k)) == k;
        String which = named ? quoted(output.classes().get(k)) : String.valueOf(k);
        // read and written back, so that only what needs quotes has them
        String spec = Targets.parse(kind + ":" + which + (first ? "" : "@" + quoted(output.name()))).spec();
        String what = kind.equals("class") ? "class " + k : kind + " of channel " + k + (named ? "" : name(output, k));
        return new TargetChoice(spec, spec + "  " + what + ", output " + output.name() + port.map(p -> " " + p.shape()).orElse(""));
    }

    private static String name(OutputCard output, int k) {
        return k < output.classes().size() ? " \"" + output.classes().get(k) + "\"" : "";
    }

    private static int count(OutputCard output, Optional<Port> port) {
        if (!output.classes().isEmpty()) return output.classes().size();
        if (!output.axes().has('c') || port.isEmpty() || output.axes().rank() != port.get().rank()) return 0;
        return (int) Math.max(0, port.get().dims().get(output.axes().index('c')));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
