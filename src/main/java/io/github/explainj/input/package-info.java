// SPDX-License-Identifier: BSD-2-Clause
/**
 * From the user's files and images to what a model is fed: model packages, axis layout, intensity
 * preprocessing, and the invertible map between image and model pixels.
 *
 * <p>Depends on {@code onnx, tensor, registry, problem}.
 */
package io.github.explainj.input;
