// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.explain;

/** How RISE turns scores and masks into a map; {@code AUTO}: centred, but original for given masks. */
public enum Estimate { AUTO, CENTRED, ORIGINAL }
