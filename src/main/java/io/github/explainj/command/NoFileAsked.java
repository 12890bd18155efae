// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.command;

import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.ui.UIService;

/**
 * Keeps SciJava from asking for our image file where an open image is given, or where nobody can be asked: it
 * would open a file chooser when the file is all that is missing, and without a display cancel without a word.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.EXTREMELY_HIGH)
public final class NoFileAsked extends AbstractPreprocessorPlugin {

    @Parameter(required = false)
    private UIService ui;

    @Override
    public void process(Module module) {
        if (!module.getInfo().getDelegateClassName().startsWith(NoFileAsked.class.getPackageName())) return;
        ModuleItem<?> file = module.getInfo().getInput("image");
        if (file == null || module.isInputResolved("image")) return;
        if (module.isInputResolved("imagePlus") || ui == null || ui.isHeadless()) module.resolveInput("image");
    }
}
