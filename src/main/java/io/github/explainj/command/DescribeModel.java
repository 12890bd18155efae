// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.command;

import io.github.explainj.ModelReport;
import io.github.explainj.plugin.Keys;
import io.github.explainj.plugin.Models;
import io.github.explainj.registry.Json;
import java.util.Map;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.command.ContextCommand;
import org.scijava.log.LogService;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** Describes a model, as text and as JSON. */
@Plugin(type = Command.class, label = "ExplainJ Describe Model", headless = true)
public final class DescribeModel extends ContextCommand {

    @Parameter
    private LogService log;

    @Parameter(label = "Model: file, package or sample", required = false, persist = false)
    private String model = "";

    @Parameter(label = "Description", type = ItemIO.OUTPUT)
    private String description;

    @Parameter(label = "Description as JSON", type = ItemIO.OUTPUT)
    private String json;

    @Override
    public void run() {
        String failure = Work.failure(() -> {
            try (Models.Lease lease = Models.open(Keys.common(Map.of("model", model)))) {
                ModelReport report = new ModelReport(lease.explain());
                description = report.text();
                json = Json.write(report.json());
            }
        });
        if (failure == null) return;
        log.error("ExplainJ: " + failure);
        cancel(failure);
    }
}
