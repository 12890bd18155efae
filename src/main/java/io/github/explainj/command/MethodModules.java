// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.command;

import io.github.explainj.plugin.Keys;
import org.scijava.module.ModuleService;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.service.AbstractService;
import org.scijava.service.SciJavaService;
import org.scijava.service.Service;

/** Adds one module per registered method and view when SciJava starts: {@code --run explainj:occlusion}. */
@Plugin(type = Service.class)
public final class MethodModules extends AbstractService implements SciJavaService {

    @Parameter
    private ModuleService modules;

    @Override
    public void initialize() {
        Keys.METHODS.names().forEach(name -> modules.addModule(new MethodModuleInfo(Keys.of(name))));
        Keys.VIEWS.names().forEach(name -> modules.addModule(new MethodModuleInfo(Keys.ofView(name))));
    }
}
