// SPDX-License-Identifier: BSD-2-Clause
/**
 * The menu: ImageJ 1 plugins for dialog, macro and recorder, without a trace of SciJava, so that the
 * same jar works in plain ImageJ.
 *
 * <p>{@link io.github.explainj.plugin.Keys} is the one list of keys (a method's record and
 * {@link io.github.explainj.plugin.Common}); the dialog, the macro parser, the recorder and the
 * SciJava commands are made from it. Plugins run to their end on the calling thread.
 *
 * <p>Decisions: long dialogs have two columns ({@link io.github.explainj.plugin.Columns}), because some
 * twenty fields below each other are higher than a laptop's screen. Pictures are shown twice, side by side to
 * look at and as a stack of raw numbers to measure in ({@link io.github.explainj.plugin.PictureWindow}), and
 * images of few pixels open enlarged. Patches, rows and points lead back to their image
 * ({@link io.github.explainj.plugin.Jump}), of which nothing but slice and selection is changed. Layers and
 * targets come from lists of what the model has ({@link io.github.explainj.plugin.Chooser}), in AWT like
 * ImageJ's own dialogs.
 */
package io.github.explainj.plugin;
