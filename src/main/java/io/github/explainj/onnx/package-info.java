// SPDX-License-Identifier: BSD-2-Clause
/**
 * Reads, checks, describes and extends ONNX graphs: the only package that sees protobuf.
 *
 * <p>Depends on {@code tensor}, {@code registry} and {@code problem}.
 */
package io.github.explainj.onnx;
