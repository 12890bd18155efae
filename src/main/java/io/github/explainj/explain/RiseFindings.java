// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

import io.github.explainj.probe.Sample;
import io.github.explainj.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns what a RISE run has collected into findings: a map and its standard error per target. */
final class RiseFindings {

    private RiseFindings() {}

    static List<Finding> of(Rise rise, Sample input, float[] scores, RiseRun run) {
        List<Finding> findings = new ArrayList<>();
        List<RiseMap> maps = run.maps();
        for (int t = 0; t < maps.size(); t++) {
            RiseMap map = maps.get(t);
            Map<String, Object> facts = facts(rise, input, run);
            facts.put("score", (double) scores[t]);
            facts.put("range", map.range());
            facts.put("standard_error_median", map.medianError());
            String unit = rise.isCentred() ? "score gained when shown" : "sum of score x mask / (n keep)";
            findings.add(new Finding.Attribution(t, "rise", onGrid(map.values(), input), rise.isCentred(), unit,
                    facts));
            findings.add(new Finding.Attribution(t, "rise_error", onGrid(map.errors(), input), false,
                    "standard error of: " + unit, facts));
        }
        return findings;
    }

    private static Map<String, Object> facts(Rise rise, Sample input, RiseRun run) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("fill", rise.fill().describe(input.scene()));
        facts.put("estimate", rise.isCentred() ? "centred" : "original");
        facts.put("masks", run.done());
        if (run.isSettled()) facts.put("stopped_early", true);
        else Partial.addTo(facts, run.done(), run.declared());
        return facts;
    }

    private static Tensor onGrid(float[] values, Sample input) {
        int[] shape = input.x().shape();
        shape[1] = values.length / input.grid().positions();
        return new Tensor(values, shape);
    }
}
