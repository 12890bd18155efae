// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.feature;

import com.google.auto.service.AutoService;
import io.github.explainj.explain.FeatureMap;
import io.github.explainj.explain.Finding;
import io.github.explainj.explain.InnerTensors;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Label;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Shows what a layer makes of the image: one picture per channel. */
@AutoService(View.class)
@Label("Feature Maps")
@About("Shows the activations of a layer, one picture per channel.")
public record FeatureMaps(@About("Tensors, with commas between them; empty for the last one with cells.") String layer) implements View {

    public FeatureMaps() {
        this("");
    }

    @Override
    public Scope scope() {
        return Scope.IMAGE;
    }

    @Override
    public String command() {
        return "features";
    }

    @Override
    public List<Finding> look(Subject subject) {
        Item item = subject.item().orElseThrow();
        List<FeatureMap> layers = InnerTensors.of(subject.network()).named(layer);
        Map<String, Tensor> values = subject.probe().activations(item.sample(), layers.stream().map(FeatureMap::tensor).toList());
        List<Finding> findings = new ArrayList<>();
        for (FeatureMap l : layers)
            findings.add(new Finding.Inner(0, "features", values.get(l.tensor()), l.tensor(), "activation", new LinkedHashMap<>()));
        return findings;
    }
}
