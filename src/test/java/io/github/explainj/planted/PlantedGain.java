// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.planted;

import com.google.auto.service.AutoService;
import io.github.explainj.explain.Explainer;
import io.github.explainj.explain.Finding;
import io.github.explainj.explain.Regions;
import io.github.explainj.probe.Probe;
import io.github.explainj.probe.Sample;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Label;
import io.github.explainj.registry.Range;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A method that only tests register: a flat map of the score times its one parameter. */
@AutoService(Explainer.class)
@Label("Planted Gain")
@About("Multiplies the score by a number, to test that a method is registered in one place.")
public record PlantedGain(@About("What the score is multiplied by.") @Range(min = 1, max = 9) int strength)
        implements Explainer {

    public PlantedGain() {
        this(2);
    }

    @Override
    public List<Finding> explain(Probe probe, Sample input, Regions regions) {
        float[] scores = probe.score(input);
        int[] shape = input.x().shape();
        shape[1] = 1;
        List<Finding> maps = new ArrayList<>();
        for (int t = 0; t < scores.length; t++)
            maps.add(new Finding.Attribution(t, "planted_gain", Tensor.full(strength * scores[t], shape), true, "gain", Map.of()));
        return maps;
    }
}
