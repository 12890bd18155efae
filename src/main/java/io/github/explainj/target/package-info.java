// SPDX-License-Identifier: BSD-2-Clause
/**
 * What is explained: operators behind a model that give one number per sample.
 *
 * <p>Depends on {@code onnx, tensor, registry, problem}.
 */
package io.github.explainj.target;
