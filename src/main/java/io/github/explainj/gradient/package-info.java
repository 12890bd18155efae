// SPDX-License-Identifier: BSD-2-Clause
/**
 * Derives the gradient of an ONNX graph as ONNX operators: reverse mode, one rule per operator, rules
 * in tables by family.
 *
 * <p>Decisions: graphs are lifted first ({@link io.github.explainj.onnx.Lift}), so rules are written for
 * operator set 18 and up and for float32 only. A graph is derived for one size of the input: all sizes
 * are known but the batch's, which is -1 ({@link io.github.explainj.gradient.Known}); this keeps the
 * rules short and lets ONNX Runtime fold what depends on sizes. Weights are turned around by operators
 * in the graph, which ONNX Runtime folds once when the session is made; they never enter the heap.
 *
 * <p>Ties and kinks are PyTorch's: the first maximum of a pooling window takes all, ReduceMax shares,
 * Max and Min halve, the derivative of Relu and Abs at 0 is 0, that of Clip at its bounds 1.
 * Where PyTorch is infinite (roots and powers at 0) or not a number, we have 0, so that one pixel does
 * not spoil a map. Gradients pass float tensors, and whole numbers that a quantiser made of them
 * ({@link io.github.explainj.gradient.QuantisationRules}).
 *
 * <p>Depends on {@code onnx, registry, tensor} and {@code problem}.
 */
package io.github.explainj.gradient;
