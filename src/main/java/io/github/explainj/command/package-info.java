// SPDX-License-Identifier: BSD-2-Clause
/**
 * The second door: SciJava commands for scripts, {@code --run}, batch and pyimagej. They have labels
 * of their own and no menu path, because a SciJava command of the same label silently replaces the
 * menu's plugin, and one with an image parameter gets the wrong image inside a macro.
 *
 * <p>{@link io.github.explainj.command.ExplainImage} runs any method with {@code key=value} settings;
 * {@link io.github.explainj.command.MethodModules} adds a module with typed inputs per registered
 * method, made from its schema. The only package that knows {@code org.scijava}.
 */
package io.github.explainj.command;
