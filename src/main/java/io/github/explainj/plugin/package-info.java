// SPDX-License-Identifier: BSD-2-Clause
/**
 * The menu: ImageJ 1 plugins for dialog, macro and recorder, without a trace of SciJava, so that the
 * same jar works in plain ImageJ.
 *
 * <p>{@link io.github.explainj.plugin.Keys} is the one list of keys (a method's record and
 * {@link io.github.explainj.plugin.Common}); the dialog, the macro parser, the recorder and the
 * SciJava commands are made from it. Plugins run to their end on the calling thread.
 */
package io.github.explainj.plugin;
