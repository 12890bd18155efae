// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.target;

import io.github.explainj.onnx.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lists the SPECs that fit a tensor. */
final class Listing {

    private Listing() {}

    /** Returns lines: each output with its shape and an example of each kind that fits. */
    static String of(ModelFacts facts, Map<String, List<Long>> shapes) {
        StringBuilder text = new StringBuilder("Targets (SPEC) of this model:\n");
        for (Port p : facts.graph().outputs()) {
            List<Long> shape = shapes.getOrDefault(p.name(), p.dims());
            text.append("  output \"").append(p.name()).append("\" ").append(shape).append('\n');
            Layout layout = layout(facts, p.name(), shape);
            if (layout == null) text.append("    (its shape depends on the image)\n");
            else for (TargetKind k : Targets.kinds()) line(text, facts, p.name(), layout, k);
        }
        return text.append("  @TENSOR after a SPEC names another output or an inner tensor;")
                .append(" sums, differences and products: \"class:0 - class:1\", \"0.5*mean:0@a + mean:1@b\".\n")
                .append("  regions:C:FILE stands for one region:C:FILE#LABEL per region of the file.\n").toString();
    }

    /** Returns examples of all kinds that fit, with commas between them. */
    static String words(ModelFacts facts, String tensor, Layout layout) {
        List<String> specs = new ArrayList<>();
        for (TargetKind k : Targets.kinds())
            k.example(layout).ifPresent(e -> specs.add(Spec.text(k.prefix(), e, shown(facts, tensor))));
        if (layout.pixels() > 1) specs.add(Spec.text("regions", "0:FILE", shown(facts, tensor)));
        return String.join(", ", specs);
    }

    private static void line(StringBuilder text, ModelFacts facts, String tensor, Layout layout, TargetKind kind) {
        kind.example(layout).ifPresent(e -> text.append(String.format("    %-24s %s (%s)\n",
                Spec.text(kind.prefix(), e, shown(facts, tensor)), kind.about(), kind.usage())));
    }

    private static String shown(ModelFacts facts, String tensor) {
        return facts.graph().outputs().get(0).name().equals(tensor) ? "" : tensor;
    }

    /** Returns the layout, or null when a size is not known. */
    private static Layout layout(ModelFacts facts, String tensor, List<Long> shape) {
        int[] sizes = shape.stream().mapToInt(Math::toIntExact).toArray();
        if (facts.batched() && sizes.length > 0) sizes[0] = 1;
        for (int s : sizes) if (s <= 0) return null;
        return facts.batched() && sizes.length == 0 ? null : Layout.of(facts, tensor, sizes);
    }
}
