// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

/** Whether a window hides all channels at once or one channel at a time. */
public enum Channels { TOGETHER, EACH }
