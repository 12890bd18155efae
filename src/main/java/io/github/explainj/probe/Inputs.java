// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj.probe;

import java.util.Iterator;

/**
 * Inputs that come one after the other.
 *
 * @param samples read when they are asked for
 * @param expected how many there will be, for progress; may be off
 */
public record Inputs(Iterator<Sample> samples, int expected) {}
