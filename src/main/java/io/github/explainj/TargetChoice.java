// SPDX-License-Identifier: BSD-2-Clause
package io.github.explainj;

/**
 * A target that a user can choose, as a line of a list.
 *
 * @param spec what names it: {@code class:infected}, {@code mean:2@heat}
 * @param line {@code class:infected  class 1 of output logits [N, 2]}
 */
public record TargetChoice(String spec, String line) {}
