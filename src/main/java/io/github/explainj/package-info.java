// SPDX-License-Identifier: BSD-2-Clause
/**
 * The front door: open a model, prepare an image, explain.
 *
 * <p>Menu, macro, SciJava and command line all go through {@link io.github.explainj.Explain}; it may
 * use every package but {@code imagej, plugin, command, cli}.
 */
package io.github.explainj;
