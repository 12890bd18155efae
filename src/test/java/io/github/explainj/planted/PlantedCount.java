// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.planted;

import com.google.auto.service.AutoService;
import io.github.explainj.explain.Finding;
import io.github.explainj.feature.Subject;
import io.github.explainj.feature.View;
import io.github.explainj.registry.About;
import io.github.explainj.registry.Range;
import java.util.List;
import java.util.Map;

/** A view that is named nowhere else: it counts the images that it is given. */
@AutoService(View.class)
@About("Counts images.")
public record PlantedCount(@About("What each counts.") @Range(min = 1, max = 9) int strength) implements View {

    public PlantedCount() {
        this(2);
    }

    @Override
    public Scope scope() {
        return Scope.ALBUM;
    }

    @Override
    public String command() {
        return "planted-count";
    }

    @Override
    public List<Finding> look(Subject subject) {
        int images = 0;
        for (var items = subject.album().items(); items.hasNext(); items.next()) images++;
        return List.of(new Finding.Scores(0, "planted_count", List.of("count"), List.of(List.of(strength * images)), Map.of()));
    }
}
