// SPDX-License-Identifier: BSD-2-Clause
/** Dense float tensors in ONNX order and the .npy format. Depends on {@code problem} only. */
package io.github.explainj.tensor;
