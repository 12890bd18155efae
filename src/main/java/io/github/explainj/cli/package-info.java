// SPDX-License-Identifier: BSD-2-Clause
/**
 * The command line: {@code demo, info, methods, explain}, with exit codes that scripts can rely on.
 *
 * <p>May use everything but {@code runtime} and {@code gradient}; picocli is used nowhere else.
 */
package io.github.explainj.cli;
