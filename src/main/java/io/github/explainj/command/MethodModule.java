// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.command;

import ij.ImagePlus;
import io.github.explainj.registry.Parameter;
import java.io.File;
import java.util.LinkedHashMap;
import java.util.Map;
import org.scijava.Cancelable;
import org.scijava.module.AbstractModule;
import org.scijava.module.ModuleInfo;
import org.scijava.module.ModuleItem;

/** One run of a method or view through SciJava. A failure is the cancel reason, one sentence. */
final class MethodModule extends AbstractModule implements Cancelable {

    private final MethodModuleInfo info;
    private String reason;

    MethodModule(MethodModuleInfo info) {
        this.info = info;
        // SciJava turns a number without a value into 0.
        for (ModuleItem<?> item : info.inputs()) setInput(item.getName(), item.getDefaultValue());
    }

    @Override
    public ModuleInfo getInfo() {
        return info;
    }

    @Override
    public void run() {
        cancel(Work.failure(() -> {
            Work.Outputs outputs = Work.run(info.keys(), settings(),
                    () -> Work.image((ImagePlus) getInput("imagePlus"), (File) getInput("image")));
            setOutput(info.picture(), outputs.map());
            setOutput("table", outputs.table());
            setOutput("json", outputs.json());
        }));
        if (isCanceled()) System.err.println("ExplainJ: " + reason); // --run shows no reason by itself
    }

    private Map<String, String> settings() {
        Map<String, String> given = new LinkedHashMap<>();
        for (Parameter p : info.keys().parameters()) {
            Object value = p.name().equals("input") ? null : getInput(p.name());
            if (value != null) given.put(p.name(), String.valueOf(value));
        }
        return given;
    }

    @Override
    public boolean isCanceled() {
        return reason != null;
    }

    @Override
    public void cancel(String why) {
        reason = why;
    }

    @Override
    public String getCancelReason() {
        return reason;
    }
}
